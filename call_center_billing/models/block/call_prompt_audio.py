"""Recordings of prompts."""

from odoo import fields, models


class CallPromptAudio(models.Model):
    """A prompt as somebody speaks it in one language."""

    _name = "call.prompt.audio"
    _description = "Recording of a Prompt"
    _order = "prompt_id, lang, id"
    _rec_name = "filename"

    prompt_id = fields.Many2one("call.prompt", required=True, index=True, ondelete="cascade")
    lang = fields.Selection(lambda self: self.env["res.lang"].get_installed(), string="Language", required=True)
    audio = fields.Binary(string="Recording", required=True, attachment=True)
    filename = fields.Char(string="File Name", required=True)

    _lang_unique = models.Constraint("UNIQUE (prompt_id, lang)", "This prompt has a recording in that language.")
