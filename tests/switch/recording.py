"""Gives the prompt of rude customers a recording, as a clerk would upload it; run by `scripts/shell`."""

import base64
import io
import math
import struct
import wave


def tone(seconds=2, rate=8000):
    """A WAV file as Asterisk plays it: 8 kHz, 16 bits, one channel."""
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setparams((1, 2, rate, 0, "NONE", ""))
        heights = (int(8000 * math.sin(2 * math.pi * 440 * step / rate)) for step in range(seconds * rate))
        sound.writeframes(b"".join(struct.pack("<h", height) for height in heights))
    return base64.b64encode(file.getvalue())


prompt = env["call.prompt"].search([("code", "=", "blocked_rude")])  # noqa: F821  # Odoo's shell has it
prompt.audio_ids.unlink()
prompt.audio_ids.create({"prompt_id": prompt.id, "lang": "en_US", "audio": tone(), "filename": "rude.wav"})
env.cr.commit()  # noqa: F821
env.registry.signal_changes()  # noqa: F821
