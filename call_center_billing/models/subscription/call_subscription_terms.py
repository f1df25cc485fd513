"""How long a subscription binds, and what leaving it takes."""

from odoo import api, fields, models

from ...fields import Micro
from ...plan.terms import Bond, notice_by, regular_end, term_at

TERMS = ("term_months", "renewal", "renewal_months", "notice_days", "cancel_rule", "cancel_price")


class CallSubscription(models.Model):
    """Terms are copied from the plan when it starts, and may be a customer's own."""

    _inherit = "call.subscription"

    term_start = fields.Date(string="Term Began", readonly=True, copy=False, help="The first term's first day.")
    term_months = fields.Integer(
        string="Contract Term", tracking=True, aggregator=None, help="Months. 0: nobody is bound."
    )
    renewal = fields.Selection(
        [("none", "Goes on without a term"), ("same", "By the same term"), ("months", "By months")],
        string="At the End of the Term",
        required=True,
        default="none",
        tracking=True,
    )
    renewal_months = fields.Integer(tracking=True, aggregator=None, help="Months by which the term is renewed.")
    notice_days = fields.Integer(string="Notice Period", tracking=True, aggregator=None, help="Days. 0: none.")
    cancel_rule = fields.Selection(
        [("none", "Nothing"), ("fixed", "A fixed charge"), ("remaining", "What remains of the term")],
        string="Early Cancellation Costs",
        required=True,
        default="none",
        tracking=True,
    )
    cancel_price = Micro(string="Cancellation Charge", help="Without tax.")
    term_end = fields.Date(string="Bound Until", compute="_compute_term", help="First day after the term.")
    notice_by = fields.Date(
        compute="_compute_term", help="The last day to give notice, so that another term doesn't follow."
    )
    regular_end = fields.Date(
        string="Can Leave On", compute="_compute_term", help="Without charge, if notice is given today."
    )

    _terms_positive = models.Constraint(
        "CHECK (COALESCE(term_months, 0) >= 0 AND COALESCE(renewal_months, 0) >= 0"
        " AND COALESCE(notice_days, 0) >= 0 AND COALESCE(cancel_price, 0) >= 0)",
        "Term, renewal, notice and cancellation charge are 0 or more.",
    )

    @api.depends("term_start", "date_start", "state", *(name for name in TERMS if not name.startswith("cancel_")))
    def _compute_term(self):
        for subscription in self:
            start, bond = subscription._term_start(), subscription._bond()
            subscription.term_end = subscription.notice_by = subscription.regular_end = False
            if not start or subscription.state == "ended":
                continue
            day = max(subscription._local_today(), start)
            term = term_at(start, bond, day)
            subscription.term_end = term.end if term else False
            subscription.notice_by = notice_by(start, bond, day) or False
            subscription.regular_end = regular_end(start, bond, day)

    def _bond(self):
        """How it binds, as `plan.terms` takes it."""
        self.ensure_one()
        renewal = {"same": self.term_months, "months": self.renewal_months}.get(self.renewal)
        return Bond(self.term_months or 0, renewal or 0, self.notice_days or 0)

    def _term_start(self):
        """The day that terms are counted from."""
        return self.term_start or self.date_start

    def _take_terms(self, day):
        """The terms of the plan hold from a day on."""
        for subscription in self:
            version = subscription.version_id
            subscription.write({name: version[name] for name in TERMS} | {"term_start": day})

    def _start(self, day=None):
        """Override: a subscription takes its plan's terms, unless it was given its own."""
        for subscription in self.filtered(lambda one: one.state == "draft" and not one.term_months):
            version = subscription.version_id
            own = any(subscription[name] for name in ("notice_days", "cancel_price"))
            if not own:
                subscription.write({name: version[name] for name in TERMS})
        return super()._start(day)
