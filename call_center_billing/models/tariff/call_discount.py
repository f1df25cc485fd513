"""Discounts that one customer was promised."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .call_destination import DESTINATION_CLASSES
from .call_promise import ALL, ARTICLE, CLASS, DESTINATION, PER_CENT, Promise

#: how long before its end the owner of a discount is told
NOTICE = timedelta(days=14)


class CallDiscount(models.Model):
    """So much off some calls of a customer, from a day to a day, with somebody who answers for it."""

    _name = "call.discount"
    _description = "Discount on Calls"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_from desc, id desc"
    _check_company_auto = True

    partner_id = fields.Many2one(
        "res.partner", string="Customer", required=True, index=True, ondelete="restrict", tracking=True
    )
    applies_to = fields.Selection(
        [
            ("all", "All calls"),
            ("class", "A kind of calls"),
            ("article", "Calls sold as an article"),
            ("destination", "One destination"),
        ],
        string="On",
        required=True,
        default="all",
        tracking=True,
        help="Discounts never add up: for each call the most particular promise holds.",
    )
    destination_class = fields.Selection(DESTINATION_CLASSES, string="Kind of Calls", tracking=True)
    destination_id = fields.Many2one("call.destination", ondelete="restrict", tracking=True)
    product_id = fields.Many2one("product.product", string="Article", ondelete="restrict", tracking=True)
    percent = fields.Float(
        string="Discount (%)",
        min_display_digits=1,
        required=True,
        tracking=True,
        aggregator=None,
        help="10 takes a tenth off price and connection fee; -10 is a surcharge of a tenth.",
    )
    date_from = fields.Date(
        string="From",
        required=True,
        default=fields.Date.context_today,
        tracking=True,
        help="First day, in the customer's billing time zone.",
    )
    date_to = fields.Date(
        string="Until",
        tracking=True,
        help="Last day, in the customer's billing time zone; empty: until somebody ends it.",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Owner",
        required=True,
        default=lambda self: self.env.user,
        tracking=True,
        help="Who gave the discount and is reminded two weeks before it ends.",
    )
    note = fields.Char(string="Reason", help="Why the customer has it: campaign, complaint, contract.")
    state = fields.Selection(
        [("upcoming", "Upcoming"), ("running", "Running"), ("expired", "Expired")], compute="_compute_state"
    )
    target = fields.Char(compute="_compute_target", store=True, help="One word for what it is on.")
    reminded = fields.Boolean(readonly=True, copy=False, help="The owner has been told that it ends.")
    company_id = fields.Many2one("res.company", required=True, index=True, default=lambda self: self.env.company)
    active = fields.Boolean(default=True, tracking=True)

    _period = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)", "A discount cannot end before it begins."
    )
    # `_check_overlap` names the other one; this is for two who save at the same moment
    _one_a_target = models.Constraint(
        "EXCLUDE USING gist (company_id WITH =, partner_id WITH =, target WITH =,"
        " daterange(date_from, date_to, '[]') WITH &&) WHERE (active) DEFERRABLE INITIALLY DEFERRED",
        "The customer has a discount on the same calls in that time already.",
    )

    @api.depends("date_from", "date_to", "partner_id.call_timezone")
    def _compute_state(self):
        for discount in self:
            today = datetime.now(ZoneInfo(discount._timezone())).date()
            if discount.date_from and discount.date_from > today:
                discount.state = "upcoming"
            else:
                discount.state = "expired" if discount.date_to and discount.date_to < today else "running"

    @api.depends("applies_to", "destination_class", "destination_id", "product_id")
    def _compute_target(self):
        for discount in self:
            discount.target = "{}:{}".format(*discount._key())

    @api.depends("partner_id", "percent", "applies_to", "destination_class", "destination_id", "product_id")
    def _compute_display_name(self):
        for discount in self:
            percent = f"{abs(discount.percent):.4f}".rstrip("0").rstrip(".")
            text = self.env._("surcharge") if discount.percent < 0 else self.env._("discount")
            name = discount.partner_id.name or ""
            discount.display_name = f"{name}: {percent} % {text}, {discount._target_name()}"

    @api.constrains("applies_to", "destination_class", "destination_id", "product_id", "percent")
    def _check_terms(self):
        for discount in self:
            named = (discount.destination_class, discount.product_id, discount.destination_id)
            wanted = [discount.applies_to == kind for kind in ("class", "article", "destination")]
            if [bool(value) for value in named] != wanted:
                raise ValidationError(self.env._("Choose what the discount is on: %(what)s.", what=discount._on_text()))
            if fault := self.env["product.pricelist.item"]._call_percent_fault(discount.percent):
                raise ValidationError(self.env._("%(what)s: %(why)s", what=discount.display_name, why=fault))
            if not discount.percent:
                raise ValidationError(self.env._("A discount of 0 % changes nothing."))

    @api.constrains("partner_id", "target", "date_from", "date_to", "active", "company_id")
    def _check_overlap(self):
        for discount in self.filtered("active"):
            domain = [
                *(("id", "!=", discount.id), ("partner_id", "=", discount.partner_id.id)),
                *(("target", "=", discount.target), ("company_id", "=", discount.company_id.id)),
                *("|", ("date_to", "=", False), ("date_to", ">=", discount.date_from)),
                *([("date_from", "<=", discount.date_to)] if discount.date_to else []),
            ]
            if other := self.search(domain, limit=1):
                raise ValidationError(
                    self.env._(
                        "The customer has a discount on the same calls already: %(other)s, from %(begin)s until "
                        "%(end)s. Discounts do not add up; end that one first, or change it.",
                        other=other.display_name,
                        begin=other.date_from,
                        end=other.date_to or self.env._("further notice"),
                    )
                )

    @api.onchange("applies_to")
    def _onchange_applies_to(self):
        for kind, field in (
            ("class", "destination_class"),
            ("article", "product_id"),
            ("destination", "destination_id"),
        ):
            if self.applies_to != kind:
                self[field] = False

    @api.model_create_multi
    def create(self, vals_list):
        """Let the commercial partner carry it."""
        for vals in vals_list:
            self._normalise_vals(vals)
        return super().create(vals_list)

    def write(self, vals):
        """Let the commercial partner carry it; a new end is told of again."""
        self._normalise_vals(vals)
        if "date_to" in vals:
            vals = {"reminded": False, **vals}
        return super().write(vals)

    def _normalise_vals(self, vals):
        if vals.get("partner_id"):
            vals["partner_id"] = self.env["res.partner"].browse(vals["partner_id"]).commercial_partner_id.id

    def _key(self):
        """Which calls it covers, see `Promise.key`."""
        self.ensure_one()
        return {
            "class": ("class", self.destination_class or ""),
            "article": ("variant", self.product_id.id),
            "destination": ("destination", self.destination_id.id),
        }.get(self.applies_to, ("all", 0))

    def _on_text(self):
        return dict(self._fields["applies_to"]._description_selection(self.env))[self.applies_to].lower()

    def _target_name(self):
        """Which calls it covers, in words."""
        kinds = dict(self._fields["destination_class"]._description_selection(self.env))
        named = kinds.get(self.destination_class) or self.product_id.name or self.destination_id.name
        return named or self.env._("all calls")

    def _timezone(self):
        company = self.company_id or self.env.company
        return self.partner_id.commercial_partner_id._call_timezone(company.sudo())

    def _begin_of(self, day):
        """First moment of a day on the customer's clock; UTC, naive."""
        local = datetime.combine(day, time(), tzinfo=ZoneInfo(self._timezone()))
        return local.astimezone(UTC).replace(tzinfo=None)

    def _call_promise(self):
        """What the engine is told.

        :rtype: Promise
        """
        level = {"class": CLASS, "article": ARTICLE, "destination": DESTINATION}.get(self.applies_to, ALL)
        ends = self._begin_of(self.date_to + timedelta(days=1)) if self.date_to else None
        discount = round(self.percent * PER_CENT)
        return Promise(
            self._key(), (level, 1, 0, 0, 0, self.id), discount, None, self._begin_of(self.date_from), ends, self
        )

    @api.model
    def _cron_remind(self):
        """Tell the owners of discounts that will end, once each."""
        soon = fields.Date.today() + NOTICE
        for discount in self.search([("reminded", "=", False), ("date_to", "!=", False), ("date_to", "<=", soon)]):
            if discount.state != "expired":
                discount.activity_schedule(
                    "mail.mail_activity_data_todo",
                    date_deadline=discount.date_to,
                    summary=self.env._("This discount ends: prolong it, or tell the customer"),
                    user_id=discount.user_id.id,
                )
            discount.reminded = True

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        """What has priced calls stays, to be asked about."""
        for discount in self:
            began = discount._begin_of(discount.date_from)
            domain = [("partner_id", "=", discount.partner_id.id), ("started_at", ">=", began)]
            promised = ("discount", "=", round(discount.percent * PER_CENT))
            if self.env["call.record"].sudo().search_count([*domain, promised], limit=1):
                raise UserError(
                    self.env._(
                        "%(discount)s has priced calls: end it or archive it instead.", discount=discount.display_name
                    )
                )
