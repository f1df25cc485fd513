"""Subscriptions: what an account has of a plan, and since when."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date


class CallSubscription(models.Model):
    """One plan version of an account, with items and prices of its own: a later version changes nothing here."""

    _name = "call.subscription"
    _description = "Subscription"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_start desc, id desc"
    _check_company_auto = True

    name = fields.Char(compute="_compute_name", store=True)
    partner_id = fields.Many2one(
        "res.partner", string="Customer", required=True, index=True, ondelete="restrict", tracking=True
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, readonly=True, default=lambda self: self.env.company
    )
    version_id = fields.Many2one(
        "call.plan.version", string="Plan Version", required=True, index=True, ondelete="restrict", tracking=True
    )
    plan_id = fields.Many2one(related="version_id.plan_id", store=True, index=True)
    currency_id = fields.Many2one(related="plan_id.currency_id", store=True)
    state = fields.Selection(
        [
            ("draft", "New"),
            ("active", "Active"),
            ("paused", "Paused"),
            ("cancelled", "Cancelled"),
            ("ended", "Ended"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
        help="Cancelled: notice is given, and it goes on until its last day. Ended: it is over.",
    )
    date_start = fields.Date(string="First Day", tracking=True, copy=False)
    date_end = fields.Date(
        string="Ends Before", tracking=True, copy=False, help="First day that no longer belongs to it; empty: open end."
    )
    item_ids = fields.One2many("call.subscription.item", "subscription_id", string="Items")
    charge_ids = fields.One2many("call.charge", "subscription_id", string="Charges")
    charge_next = fields.Date(
        string="Next Charge", readonly=True, copy=False, index="btree_not_null", help="First day that may bring one."
    )

    _period = models.Constraint(
        "CHECK (date_end IS NULL OR date_end >= date_start)", "A subscription cannot end before it begins."
    )
    _started = models.Constraint(
        "CHECK (state = 'draft' OR date_start IS NOT NULL)", "A subscription that runs needs its first day."
    )
    _one_of_a_plan = models.Constraint(
        "EXCLUDE USING gist (partner_id WITH =, company_id WITH =, plan_id WITH =,"
        " daterange(date_start, date_end) WITH &&) WHERE (state <> 'draft')",
        "The customer has this plan already on some of these days. End that subscription first, or change it.",
    )

    @api.depends("partner_id.name", "plan_id.name")
    def _compute_name(self):
        for subscription in self:
            subscription.name = f"{subscription.partner_id.name or ''}, {subscription.plan_id.name or ''}"

    @api.model_create_multi
    def create(self, vals_list):
        """The commercial partner carries a subscription."""
        for vals in vals_list:
            self._to_account(vals)
        return super().create(vals_list)

    def write(self, vals):
        """What changes dates or state may bring charges."""
        self._to_account(vals)
        result = super().write(vals)
        if {"state", "date_start", "date_end"} & vals.keys():
            self._look_for_charges()
        return result

    def _to_account(self, vals):
        if vals.get("partner_id"):
            vals["partner_id"] = self.env["res.partner"].browse(vals["partner_id"]).commercial_partner_id.id

    def _start(self, day=None):
        """Begin on a day: items are copied from the plan version where there are none, and charges follow.

        :param date day: default: the day that is entered, else today
        :raise UserError: it runs already, or its version is not sold on that day
        """
        for subscription in self:
            begin = day or subscription.date_start or fields.Date.context_today(subscription)
            subscription._check_start(begin)
            if not subscription.item_ids:
                subscription._copy_items()
            subscription.write({"state": "active", "date_start": begin})
            subscription._give_terms()
            subscription._charge_until(subscription._local_today())

    def _check_start(self, begin):
        if self.state != "draft":
            raise UserError(self.env._("%(name)s runs already.", name=self.name))
        if self.version_id.state != "published":
            raise UserError(self.env._("%(version)s is not published.", version=self.version_id.display_name))
        if self.version_id.valid_from > begin:
            raise UserError(
                self.env._(
                    "%(version)s is sold from %(day)s on, and the subscription would begin before.",
                    version=self.version_id.display_name,
                    day=format_date(self.env, self.version_id.valid_from),
                )
            )

    def _copy_items(self):
        """Items of its own, as the version has them."""
        items = self.env["call.subscription.item"]
        for item in self.version_id.item_ids:
            items.create({"subscription_id": self.id, **items._values_of(item)})

    def _give_terms(self):
        """Billing policy and price list of the plan hold for the account from now on."""
        account = self.sudo().partner_id.with_company(self.company_id)
        plan = self.sudo().plan_id
        if plan.policy and account.call_policy != plan.policy:
            account.call_policy = plan.policy
        if plan.pricelist_id and account.property_product_pricelist != plan.pricelist_id:
            account.property_product_pricelist = plan.pricelist_id

    def _look_for_charges(self):
        """What changed may bring charges: look from the first day on."""
        for subscription in self.sudo():
            if subscription.state != "draft":
                subscription.charge_next = subscription.date_start
