"""Lines of a gateway's file that could not be read."""

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.call_center_billing.models.account.credit import CLERK

from ...settlement import Fault


class CallGatewayReject(models.Model):
    """The line as it stands in the file, what is wrong with it, and a way to mend it."""

    _name = "call.gateway.reject"
    _description = "Line of a Gateway's File, Not Read"
    _order = "report_id desc, line"
    _rec_name = "line"

    report_id = fields.Many2one("call.gateway.report", required=True, readonly=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="report_id.company_id", store=True, index=True)
    line = fields.Integer(string="Line of the File", readonly=True, aggregator=None)
    field = fields.Char(string="Column", readonly=True)
    value = fields.Char(readonly=True)
    reason = fields.Char(string="What Is Wrong", readonly=True)
    raw = fields.Char(string="The Line", help="Mend it here, and read it again.")
    state = fields.Selection(
        [("open", "Not read"), ("done", "Read"), ("dismissed", "Left out")],
        required=True,
        readonly=True,
        default="open",
    )

    def write(self, vals):
        """People mend the line, and nothing else."""
        if not self.env.su and (vals.keys() - {"raw"} or self.filtered(lambda each: each.state != "open")):
            raise AccessError(self.env._("Only the text of lines that are not read yet is changed."))
        return super().write(vals)

    def action_read_again(self):
        """Read what was mended."""
        for reject in self:
            reject._check_open()
            own = reject.sudo()
            report = own.report_id
            found = report._read_again(own.raw or "", own.line)
            if isinstance(found, Fault):
                own.write({"field": found.field, "value": found.value, "reason": own._in_words(found)})
                continue
            own.state = "done"
            if found:
                report._take_rows([found])
        return True

    def action_dismiss(self):
        """The line is of no interest."""
        for reject in self:
            reject._check_open()
        self.sudo().state = "dismissed"
        return True

    def _check_open(self):
        self.check_access("write")
        if not (self.env.su or self.env.user.has_group(CLERK)):
            raise AccessError(self.env._("Clerks and managers look after reports of gateways."))
        if self.state != "open":
            raise UserError(self.env._("Line %(line)s is read or left out already.", line=self.line))

    def _in_words(self, fault):
        """What is wrong with a line, for people."""
        words = {"field": fault.field, "value": fault.value}
        return {
            "missing": self.env._("“%(field)s” is empty", **words),
            "amount": self.env._("“%(value)s” in “%(field)s” is no sum of money", **words),
            "date": self.env._("“%(value)s” in “%(field)s” is no day", **words),
            "currency": self.env._("“%(value)s” in “%(field)s” is no currency", **words),
            "kind": self.env._("“%(value)s” in “%(field)s” is no kind of movement that is known", **words),
            "sum": self.env._("“%(field)s” says %(value)s, which is not the amount less the fee", **words),
            "columns": self.env._("It has more columns than the header"),
            "unused": self.env._(
                "The currency %(value)s is not used here: activate it, and read the line again", **words
            ),
        }[fault.reason]
