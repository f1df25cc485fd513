"""What a caller hears."""

import re

from odoo import api, fields, models, tools
from odoo.exceptions import UserError, ValidationError

#: the words by which admission asks for prompts; what they say may be changed, the words may not
CODES = frozenset(
    {
        *("blocked_financial", "blocked_rude", "blocked_fraud", "blocked_own"),
        *("no_credit", "low_balance", "ask_pin", "wrong_pin", "pin_locked"),
        *("transfer", "unknown_destination", "not_allowed", "busy_channels"),
    }
)
CODE = re.compile("[a-z][a-z0-9_]{0,39}")


def nearest_lang(lang, known):
    """This language among those, or else the same of another country, or None.

    >>> nearest_lang("sv_FI", ["en_US", "sv_SE"]), nearest_lang("fi_FI", ["en_US"])
    ('sv_SE', None)
    """
    family = [one for one in known if one.split("_")[0] == lang.split("_")[0]]
    return lang if lang in known else next(iter(family), None)


class CallPrompt(models.Model):
    """One announcement: its text, and recordings of it, in each language."""

    _name = "call.prompt"
    _description = "Prompt"
    _inherit = ["mail.thread"]
    _order = "name, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(
        required=True,
        copy=False,
        tracking=True,
        help="By this word the switch knows the prompt: small letters, digits and underscores.",
    )
    text = fields.Text(
        required=True,
        translate=True,
        help="What is said. A switch that has no recording in the caller's language may read it out.",
    )
    audio_ids = fields.One2many("call.prompt.audio", "prompt_id", string="Recordings")
    spoken_langs = fields.Char(string="Recorded In", compute="_compute_spoken_langs")

    _code_unique = models.Constraint("UNIQUE (code)", "Another prompt has this code.")

    @api.depends("audio_ids.lang")
    def _compute_spoken_langs(self):
        names = dict(self.env["res.lang"].get_installed())
        for prompt in self:
            prompt.spoken_langs = ", ".join(names.get(lang, lang) for lang in prompt.audio_ids.mapped("lang"))

    @api.constrains("code")
    def _check_code(self):
        for prompt in self:
            if not CODE.fullmatch(prompt.code):
                raise ValidationError(
                    self.env._("A code begins with a letter and has small letters, digits and underscores only.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Workers keep what is said."""
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        """Workers keep what is said; the words that admission asks by stay."""
        if "code" in vals and any(prompt.code in CODES and prompt.code != vals["code"] for prompt in self):
            raise UserError(self.env._("Admission asks for this prompt by its code, which cannot be changed."))
        self.env.registry.clear_cache()
        return super().write(vals)

    def update_field_translations(self, field_name, translations, source_lang=""):
        """Override: a translated text is heard at once."""
        self.env.registry.clear_cache()
        return super().update_field_translations(field_name, translations, source_lang)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_asked_for(self):
        if any(prompt.code in CODES for prompt in self):
            raise UserError(self.env._("Admission asks for this prompt. Change what it says instead."))
        self.env.registry.clear_cache()

    @api.model
    def _spoken(self, code, lang):
        """The prompt as the switch gets it.

        :param str code: of the prompt
        :param str lang: the caller's, such as sv_SE; "" for the company's
        :return: {"code", "text", "lang", "audio"}: the text in that language, else in the same language of another
            country, else as it was written first; path of the recording likewise, or None. A code that nobody knows
            has an empty text
        """
        text, audio = self._said(code, lang or self.env.company.partner_id.lang or "en_US")
        return {"code": code, "text": text, "lang": lang, "audio": audio}

    @api.model
    @tools.ormcache("code", "lang")
    def _said(self, code, lang):
        """(text, path of the recording or None); kept, for a caller waits."""
        prompt = self.sudo().search([("code", "=", code)], limit=1)
        installed = [known for known, _name in self.env["res.lang"].get_installed()]
        nearest = nearest_lang(lang, installed) or "en_US"
        return prompt.with_context(lang=nearest).text or "", prompt.audio_ids._best(lang)._path()
