"""When accounts are blocked for money, and how far their limits rise."""

from odoo import fields, models

from ...admission.ladder import Rise
from ...money import MICRO


class ResCompany(models.Model):
    """The rules of the credit ladder."""

    _inherit = "res.company"

    call_bill_at_limit = fields.Boolean(
        string="Invoice at the Limit",
        default=True,
        help="Make a draft invoice of an account's calls as soon as it reaches its credit limit.",
    )
    call_raise_step = fields.Monetary(
        string="Raise Limits By", default=0, help="Added to the credit limit of who has paid an invoice of calls."
    )
    call_raise_percent = fields.Integer(
        string="Raise Limits by Percent", default=50, help="Percent of the limit, added besides."
    )
    call_raise_maximum = fields.Monetary(
        string="Highest Limit",
        default=5000,
        help="Limits do not rise above it by themselves. 0: there is no such limit.",
    )
    call_raise_in_time = fields.Boolean(
        string="Only if Paid in Time", default=True, help="Limits of who pays after the due date stay as they are."
    )
    call_second_person_above = fields.Monetary(
        string="Second Person Above",
        default=0,
        help="Nobody raises a limit above it alone: a manager who did not propose it must agree. 0: never.",
    )
    call_block_overdue_days = fields.Integer(
        string="Block When Overdue",
        default=0,
        help="Accounts with an invoice so many days over its due date are blocked until it is paid. 0: never.",
    )

    _call_ladder = models.Constraint(
        "CHECK (COALESCE(call_raise_step, 0) >= 0 AND COALESCE(call_raise_percent, 0) BETWEEN 0 AND 1000"
        " AND COALESCE(call_raise_maximum, 0) >= 0 AND COALESCE(call_second_person_above, 0) >= 0"
        " AND COALESCE(call_block_overdue_days, 0) >= 0)",
        "Amounts, days and percent of the credit ladder are 0 or more, and percent 1000 at most.",
    )

    def _call_rise_text(self):
        """The rule in words."""
        step = self.call_raise_step and self.currency_id.format(self.call_raise_step)
        percent = self.call_raise_percent and f"{self.call_raise_percent} %"
        more = self.env._("%(more)s more", more=" + ".join(part for part in (step, percent) if part))
        if not self.call_raise_maximum:
            return more
        return self.env._(
            "%(more)s, up to %(highest)s", more=more, highest=self.currency_id.format(self.call_raise_maximum)
        )

    def _call_rise(self):
        """The rule by which limits rise."""
        return Rise(
            round(self.call_raise_step * MICRO), self.call_raise_percent, round(self.call_raise_maximum * MICRO)
        )
