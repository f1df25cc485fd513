"""Correct many refused lines in the same way."""

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

#: changes shown before they are made, and characters shown on either side of each
SHOWN = 20
AROUND = 40


class CallRejectReplace(models.TransientModel):
    """A piece of text that stands wrong in all of them, and what it should be."""

    _name = "call.reject.replace"
    _description = "Correct Lines"

    reject_ids = fields.Many2many(
        "call.reject", string="Lines", default=lambda self: self.env.context.get("active_ids", [])
    )
    old_text = fields.Char(help="Exactly as it stands in the lines.")
    new_text = fields.Char(help="Empty: the old text is taken out.")
    change_count = fields.Integer(string="Lines Changed", compute="_compute_preview")
    preview = fields.Html(compute="_compute_preview", sanitize=False)

    @api.depends("reject_ids", "old_text", "new_text")
    def _compute_preview(self):
        for wizard in self:
            changed = wizard._changed()
            wizard.change_count = len(changed)
            wizard.preview = Markup().join(wizard._shown(reject) for reject in changed[:SHOWN])

    def action_replace(self):
        """Correct the lines, to be sent through later."""
        self._replace()
        return {"type": "ir.actions.act_window_close"}

    def action_retry(self):
        """Correct the lines and send them through again: all that were chosen, changed or not."""
        self._replace()
        return self.reject_ids.action_retry()

    def _replace(self):
        self.ensure_one()
        if self.old_text and not self.change_count:
            raise UserError(self.env._("None of these lines holds “%(text)s”.", text=self.old_text))
        for reject in self._changed():
            reject.text = reject.text.replace(self.old_text, self.new_text or "")

    def _changed(self):
        """The lines that hold the old text."""
        return self.reject_ids.filtered(lambda reject: self.old_text and self.old_text in (reject.text or ""))

    def _shown(self, reject):
        """The first change in a line, with what stands around it."""
        before, after = reject.text.split(self.old_text, 1)
        return Markup("<div><b>{line}</b> …{before}<del>{old}</del><ins>{new}</ins>{after}…</div>").format(
            line=reject.line_number,
            before=before[-AROUND:],
            old=self.old_text,
            new=self.new_text or "",
            after=after[:AROUND],
        )
