"""What a blocked caller hears, in which language, and from which file."""

import base64

from psycopg2.errors import UniqueViolation

from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ...models.block.call_prompt import CODES
from ..common import BillingCase

SOUND = base64.b64encode(b"RIFF\x24\x00\x00\x00WAVEfmt ")


@tagged("post_install", "-at_install")
class TestPrompt(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("sv_SE")
        cls.env["res.lang"]._activate_lang("en_GB")
        cls.prompt = cls.env.ref("call_center_billing.call_prompt_no_credit")
        cls.prompt.with_context(lang="sv_SE").text = "Din kredit är slut."
        cls.prompt.with_context(lang="en_US").text = "Your credit is used up."

    def _say(self, lang, code="no_credit"):
        return self.env["call.prompt"]._spoken(code, lang)

    def _record(self, lang, filename="no_credit.wav", prompt=None):
        vals = {"prompt_id": (prompt or self.prompt).id, "lang": lang, "audio": SOUND, "filename": filename}
        return self.env["call.prompt.audio"].create(vals)

    def test_there_is_one_for_every_code_that_admission_asks_for(self):
        for code in CODES:
            with self.subTest(code):
                self.assertTrue(self._say("en_US", code)["text"])

    def test_the_text_is_in_the_caller_s_language_or_as_written_first(self):
        self.assertEqual(self._say("sv_SE")["text"], "Din kredit är slut.")
        self.assertEqual(self._say("en_US")["text"], "Your credit is used up.")
        self.assertEqual(self._say("sv_FI")["text"], "Din kredit är slut.")
        for lang in ("en_GB", "fi_FI", "xx"):
            self.assertEqual(self._say(lang)["text"], "Your credit is used up.")

    def test_without_a_language_the_company_s(self):
        self.company.partner_id.lang = "sv_SE"
        self.assertEqual(self._say("")["text"], "Din kredit är slut.")

    def test_the_recording_is_the_language_s_or_that_of_a_neighbouring_country(self):
        self.assertIsNone(self._say("sv_SE")["audio"])
        swedish, british = self._record("sv_SE"), self._record("en_GB", "Credit.MP3")
        self.assertEqual(self._say("sv_SE")["audio"], f"/call_center/v1/prompt/{swedish.id}.wav")
        self.assertEqual(self._say("sv_FI")["audio"], f"/call_center/v1/prompt/{swedish.id}.wav")
        self.assertEqual(self._say("en_US")["audio"], f"/call_center/v1/prompt/{british.id}.mp3")
        self.assertIsNone(self._say("fi_FI")["audio"])
        self.assertEqual(british._file(), (base64.b64decode(SOUND), "audio/mpeg"))

    def test_a_change_is_heard_at_once(self):
        self.assertEqual(self._say("sv_SE")["text"], "Din kredit är slut.")
        self.prompt.update_field_translations("text", {"sv_SE": "Slut."})
        self.assertEqual(self._say("sv_SE")["text"], "Slut.")
        recording = self._record("sv_SE")
        self.assertIn(str(recording.id), self._say("sv_SE")["audio"])
        recording.filename = "x.ogg"
        self.assertTrue(self._say("sv_SE")["audio"].endswith(".ogg"))
        recording.unlink()
        self.assertIsNone(self._say("sv_SE")["audio"])

    def test_an_unknown_code_says_nothing(self):
        said = self._say("sv_SE", "nonsense")
        self.assertEqual(said, {"code": "nonsense", "text": "", "lang": "sv_SE", "audio": None})

    def test_codes_are_words_and_unique(self):
        for code in ("", "1a", "No Credit", "a" * 41, "ö"):
            with self.subTest(code), self.assertRaises(ValidationError), self.cr.savepoint():
                self.env["call.prompt"].create({"name": "x", "code": code, "text": "x"})
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation), self.cr.savepoint():
            self.env["call.prompt"].create({"name": "x", "code": "no_credit", "text": "x"})

    def test_what_admission_asks_for_stays(self):
        with self.assertRaisesRegex(UserError, "cannot be changed"):
            self.prompt.code = "other"
        with self.assertRaisesRegex(UserError, "Change what it says"):
            self.prompt.unlink()
        self.prompt.name = "Out of credit"

    def test_recordings_are_sound_and_one_a_language(self):
        for filename in ("no_credit.exe", "wav", "x.wav.html"):
            with self.subTest(filename), self.assertRaisesRegex(ValidationError, "wav, mp3"), self.cr.savepoint():
                self._record("sv_SE", filename)
        self._record("sv_SE")
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation), self.cr.savepoint():
            self._record("sv_SE")

    def test_a_recording_is_ten_megabytes_at_most(self):
        vals = {"prompt_id": self.prompt.id, "lang": "sv_SE", "filename": "x.wav"}
        with self.assertRaisesRegex(ValidationError, "10 MB"):
            self.env["call.prompt.audio"].create(vals | {"audio": base64.b64encode(bytes(10_000_001))})

    def test_a_manager_makes_a_reason_of_its_own(self):
        manager = self._create_user("manager")
        form = Form(self.env["call.prompt"].with_user(manager))
        form.name, form.code, form.text = "Moved", "moved_abroad", "Please tell us your new address."
        with form.audio_ids.new() as recording:
            recording.lang, recording.filename, recording.audio = "sv_SE", "moved.wav", SOUND
        prompt = form.save()
        self.assertIn("Swedish", prompt.spoken_langs)
        reason = self.env["call.block.reason"].with_user(manager).create({"name": "Moved", "prompt_id": prompt.id})
        self.assertEqual(reason.kind, "own")
        clerk = self._create_user("clerk")
        block = self.env["call.block"].with_user(clerk)._block(self.acme, "manual", reason.with_user(clerk))
        self.assertEqual(self._say("sv_SE", block.reason_id.prompt_id.code)["text"], "Please tell us your new address.")
