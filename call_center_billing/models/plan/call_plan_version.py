"""Versions of a plan: drafts are worked on, published ones never change."""

from odoo import api, fields, models

from ...fields import Micro


class CallPlanVersion(models.Model):
    """The items and terms of a plan for who starts it from a day on, until the next version begins."""

    _name = "call.plan.version"
    _description = "Plan Version"
    _inherit = ["mail.thread"]
    _order = "plan_id, number desc"

    plan_id = fields.Many2one("call.plan", required=True, index=True, ondelete="cascade", readonly=True)
    company_id = fields.Many2one(related="plan_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="plan_id.currency_id")
    number = fields.Integer(string="Version", readonly=True, copy=False, aggregator=None)
    valid_from = fields.Date(
        copy=False, tracking=True, help="First day on which it is sold. Empty: that of publishing."
    )
    state = fields.Selection(
        [("draft", "Draft"), ("published", "Published"), ("withdrawn", "Withdrawn")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
        help="A draft is not sold. A published one is, from its day on, and never changes. A withdrawn one is not sold "
        "any more; who has it keeps it.",
    )
    note = fields.Char(copy=False, help="What changes, and why.")
    item_ids = fields.One2many("call.plan.item", "version_id", string="Items", copy=True)
    term_months = fields.Integer(string="Contract Term", aggregator=None, help="Months. 0: none.")
    renewal = fields.Selection(
        [("none", "Goes on without a term"), ("same", "By the same term"), ("months", "By months")],
        string="At the End of the Term",
        default="none",
        required=True,
    )
    renewal_months = fields.Integer(aggregator=None, help="Months by which the term is renewed.")
    notice_days = fields.Integer(string="Notice Period", aggregator=None, help="Days. 0: none.")
    cancel_rule = fields.Selection(
        [("none", "Nothing"), ("fixed", "A fixed charge"), ("remaining", "What remains of the term")],
        string="Early Cancellation Costs",
        default="none",
        required=True,
    )
    cancel_price = Micro(string="Cancellation Charge", help="Where the charge is fixed.")

    _number = models.UniqueIndex("(plan_id, number)", "This plan has a version of that number.")
    _terms = models.Constraint(
        "CHECK (COALESCE(term_months, 0) >= 0 AND COALESCE(renewal_months, 0) >= 0 AND COALESCE(notice_days, 0) >= 0)",
        "Term, renewal and notice period are counted from 0.",
    )
    _cancel_price = models.Constraint(
        "CHECK (COALESCE(cancel_price, 0) >= 0)", "A charge for cancelling early cannot be less than nothing."
    )

    @api.depends("plan_id.name", "number")
    def _compute_display_name(self):
        for version in self:
            version.display_name = f"{version.plan_id.name} {version.number or '?'}"

    @api.model_create_multi
    def create(self, vals_list):
        """Number the versions of each plan."""
        versions = super().create(vals_list)
        for version in versions:
            version.number = max(version.plan_id.version_ids.mapped("number"), default=0) + 1
        return versions

    def _at(self, day):
        """Of these, the one that is sold on a day; none if there is none.

        :rtype: call.plan.version
        """
        sold = self.filtered(lambda found: found.state == "published" and found.valid_from <= day)
        return sold.sorted(lambda found: (found.valid_from, found.number))[-1:]
