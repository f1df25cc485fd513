"""Recordings of prompts."""

import base64
import os

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .call_prompt import nearest_lang

#: extension → type; what Asterisk, FreeSWITCH or Kamailio's media servers play
FORMATS = {
    "wav": "audio/wav",
    "mp3": "audio/mpeg",
    "ogg": "audio/ogg",
    "gsm": "audio/x-gsm",
    "g722": "audio/G722",
    "ulaw": "audio/basic",
    "alaw": "audio/x-alaw-basic",
    "sln": "audio/L16",
    "sln16": "audio/L16",
}
#: bytes; a minute of telephone sound as WAV is one megabyte
LARGEST = 10_000_000
#: where switches fetch recordings
PROMPT_PATH = "/call_center/v1/prompt"


class CallPromptAudio(models.Model):
    """A prompt as somebody speaks it in one language."""

    _name = "call.prompt.audio"
    _inherit = ["call.terms.signal"]
    _description = "Recording of a Prompt"
    _order = "prompt_id, lang, id"
    _rec_name = "filename"

    prompt_id = fields.Many2one("call.prompt", required=True, index=True, ondelete="cascade")
    lang = fields.Selection(lambda self: self.env["res.lang"].get_installed(), string="Language", required=True)
    audio = fields.Binary(string="Recording", required=True, attachment=True)
    filename = fields.Char(string="File Name", required=True)

    _lang_unique = models.Constraint("UNIQUE (prompt_id, lang)", "This prompt has a recording in that language.")

    @api.constrains("filename", "audio")
    def _check_format(self):
        # the web client asks for sizes in place of files
        for recording in self.with_context(bin_size=False, bin_size_audio=False):
            if recording._extension() not in FORMATS:
                raise ValidationError(
                    self.env._("Switches play files that end in %(formats)s.", formats=", ".join(FORMATS))
                )
            if len(base64.b64decode(recording.audio or b"")) > LARGEST:
                raise ValidationError(self.env._("A recording has 10 MB at most."))

    def _extension(self):
        return os.path.splitext(self.filename or "")[1].lower().removeprefix(".")

    def _best(self, lang):
        """The one in this language, else in the same language of another country, else none."""
        nearest = nearest_lang(lang, self.mapped("lang"))
        return self.filtered(lambda recording: recording.lang == nearest)

    def _path(self):
        """Where a switch fetches it; None for none."""
        return f"{PROMPT_PATH}/{self.id}.{self._extension()}" if self else None

    def _file(self):
        """(bytes, content type) of the recording, for whoever serves `_path`."""
        self.ensure_one()
        return base64.b64decode(self.sudo().with_context(bin_size=False).audio), FORMATS[self._extension()]
