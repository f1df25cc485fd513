"""Costs of a whole period, worked out again."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CallCostAgain(models.TransientModel):
    """For calls whose trunk or cost card came later than they did."""

    _name = "call.cost.again"
    _description = "Work Out Costs Again"

    source_id = fields.Many2one("call.source", help="Empty: all sources of the company.")
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    date_from = fields.Datetime(
        string="Calls From",
        required=True,
        default=lambda self: fields.Datetime.now().replace(day=1, hour=0, minute=0, second=0),
    )
    date_to = fields.Datetime(string="Until", required=True, default=lambda self: fields.Datetime.now())
    known = fields.Boolean(
        string="Known Costs Too",
        help="Also calls that have a cost: after another cost card was given to a trunk, or prices were published "
        "that hold from an earlier moment.",
    )

    @api.constrains("date_from", "date_to")
    def _check_dates(self):
        for wizard in self:
            if wizard.date_from >= wizard.date_to:
                raise ValidationError(self.env._("The period must end after it begins."))

    def action_cost(self):
        """Work out the costs; prices stay as they are."""
        self.ensure_one()
        records = self.env["call.record"]
        records.check_access("read")
        domain = self._domain()
        changed = records.sudo()._cost_again(domain)
        return records._cost_again_notice(changed, records.search_count(domain))

    def _domain(self):
        domain = [("started_at", ">=", self.date_from), ("started_at", "<", self.date_to)]
        # the costs are written with all rights, so the companies are those that the user sees
        domain.append(("company_id", "in", (self.company_id & self.env.companies).ids))
        if self.source_id:
            domain.append(("source_id", "=", self.source_id.id))
        if not self.known:
            domain.append(("cost_currency_id", "=", False))
        return domain
