"""What a caller hears."""

from odoo import api, fields, models


class CallPrompt(models.Model):
    """One announcement: its text, and recordings of it, in each language."""

    _name = "call.prompt"
    _description = "Prompt"
    _inherit = ["mail.thread"]
    _order = "name, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, copy=False, help="By this word the switch knows the prompt.")
    text = fields.Text(
        required=True, translate=True, help="What is said. A switch without the recording may read it out."
    )
    audio_ids = fields.One2many("call.prompt.audio", "prompt_id", string="Recordings", copy=True)

    _code_unique = models.Constraint("UNIQUE (code)", "Another prompt has this code.")

    @api.model
    def _spoken(self, code, lang):
        """The prompt as the switch gets it.

        :param str code: of the prompt
        :param str lang: the caller's, such as sv_SE
        :return: {"code", "text", "lang", "audio"}; audio is the path of the recording, or None
        """
        prompt = self.sudo().search([("code", "=", code)], limit=1)
        return {"code": code, "text": prompt.with_context(lang=lang).text or "", "lang": lang, "audio": None}
