"""How a company bills: by itself or when told, with or without a look, sent at once or by hand."""

from odoo import fields, models

#: who looks at an invoice before it is posted
POLICIES = [
    ("never", "Never"),
    ("always", "Always"),
    ("above", "Above an amount"),
    ("first", "First invoice"),
    ("unusual", "Far from the usual"),
]


class ResCompany(models.Model):
    """Rules of billing runs, review and sending."""

    _inherit = "res.company"

    call_billing_mode = fields.Selection(
        [("hand", "Only when told"), ("look", "Prepare a dry run"), ("auto", "By itself")],
        string="Bill When Periods End",
        default="look",
        required=True,
        help="Prepare a dry run: somebody looks at it and bills. By itself: whatever is in order is billed at once.",
    )
    call_billing_wait_days = fields.Integer(
        string="Wait for Late Calls", default=0, help="Days between the end of a period and its run."
    )
    call_billing_user_id = fields.Many2one(
        "res.users",
        string="Responsible for Billing",
        domain=[("share", "=", False)],
        help="Has an activity for each account that could not be billed. Empty: the first manager.",
    )
    call_billing_alarm_days = fields.Integer(
        string="Late After",
        default=2,
        help="Days after which managers are told that periods are over and not billed.",
    )
    call_billing_address = fields.Boolean(
        string="Addresses Must Be Complete",
        default=True,
        help="Accounts without street, town and country are set aside: an invoice to them would not be valid.",
    )
    call_unusual_percent = fields.Integer(
        string="Far Above the Usual",
        default=300,
        help="Percent of an account's usual bill from which a bill is unusual. 0: none is.",
    )
    call_review_policy = fields.Selection(
        POLICIES, string="Review Invoices", default="always", required=True, help="Which drafts wait for a person."
    )
    call_review_amount = fields.Monetary(string="Review Above", help="Tax included, in the company's currency.")
    call_dispatch_mode = fields.Selection(
        [("auto", "At once"), ("hand", "When told")],
        string="Send Invoices",
        default="auto",
        required=True,
        help="When told: posted invoices wait in “Invoices to Send”.",
    )

    _call_billing = models.Constraint(
        "CHECK (COALESCE(call_billing_wait_days, 0) >= 0 AND COALESCE(call_billing_alarm_days, 0) >= 0"
        " AND COALESCE(call_unusual_percent, 0) >= 0 AND COALESCE(call_review_amount, 0) >= 0)",
        "Days, percent and amounts of billing are 0 or more.",
    )

    def _call_bills_by_itself(self):
        """Whether the clock makes runs for the company."""
        self.ensure_one()
        return self.call_billing_mode != "hand" and self._call_billing_on() and self._call_billing_on()

    def _call_billing_responsible(self):
        """Who is told of what could not be billed."""
        chosen = self.call_billing_user_id.filtered("active")
        return chosen or self.env["call.balance"]._audit_watcher()
