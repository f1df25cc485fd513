"""What would these customers' calls have come to at other prices?"""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ...fields import Micro
from .simulation_replay import Replay

#: half a minute for half of them; a request of Odoo's may take two minutes
MOST_CALLS = 1_000_000
#: what a replay rests on
ASKED = {"partner_ids", "date_from", "date_to", "pricelist_id", "version_id", "as_of", "company_id", "with_discounts"}
ASKED |= {"replace_all"}
MAGIC = {"id", "create_uid", "create_date", "write_uid", "write_date"}


class CallSimulation(models.Model):
    """Replays real calls of a period through a price list, or a draft version of its rate card, and charges nobody."""

    _name = "call.simulation"
    _description = "Price Simulation"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char(compute="_compute_name", store=True, readonly=False, precompute=True, required=True)
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    user_id = fields.Many2one("res.users", string="Salesperson", default=lambda self: self.env.user, tracking=True)
    partner_ids = fields.Many2many(
        "res.partner", string="Customers", required=True, domain="[('parent_id', '=', False)]", check_company=True
    )
    date_from = fields.Date(
        string="Calls From", required=True, default=lambda self: self._month_before(0), help="First day, included."
    )
    date_to = fields.Date(
        string="Calls To", required=True, default=lambda self: self._month_before(1), help="Last day, included."
    )
    pricelist_id = fields.Many2one(
        "product.pricelist", string="Proposed Price List", required=True, check_company=True, tracking=True
    )
    card_id = fields.Many2one("call.rate.card", string="Rate Card", compute="_compute_card_id")
    version_id = fields.Many2one(
        "call.rate.version",
        domain="[('card_id', '=', card_id)]",
        tracking=True,
        help="Prices of this version of the rate card, a draft perhaps. Empty: the version in force.",
    )
    as_of = fields.Datetime(
        string="Rules As Of",
        required=True,
        default=fields.Datetime.now,
        help="Rules of the price list, discounts and the version in force are taken as they stand at this moment.",
    )
    with_discounts = fields.Boolean(
        string="Customers' Discounts", default=True, help="Discounts that the customers have go on top, as they would."
    )
    replace_all = fields.Boolean(
        string="Numbers and Campaigns Too",
        help="Also replay calls whose number or campaign has a price list of its own.",
    )
    state = fields.Selection([("draft", "To Replay"), ("done", "Replayed")], default="draft", readonly=True, copy=False)
    currency_id = fields.Many2one(related="pricelist_id.currency_id")
    line_ids = fields.One2many("call.simulation.line", "simulation_id", string="By Prefix", readonly=True)
    call_count = fields.Integer(string="Calls", readonly=True, copy=False)
    skipped_count = fields.Integer(
        string="Left Out",
        readonly=True,
        copy=False,
        help="Priced in another currency, or by a number's or campaign's list.",
    )
    unpriced_count = fields.Integer(
        string="Without a Price", readonly=True, copy=False, help="Calls that the proposed prices have no rate for."
    )
    dearer_count = fields.Integer(string="Dearer", readonly=True, copy=False)
    cheaper_count = fields.Integer(string="Cheaper", readonly=True, copy=False)
    loss_count = fields.Integer(string="Below Cost", readonly=True, copy=False, help="Calls that would cost us more.")
    revenue_now = Micro(string="Charged", readonly=True, copy=False, help="What the calls cost, without tax.")
    revenue_new = Micro(string="Proposed", readonly=True, copy=False, help="What they would have cost.")
    difference = Micro(compute="_compute_difference")
    cost = Micro(readonly=True, copy=False, help="Of the calls whose cost is known, in the price list's currency.")
    margin_now = Micro(readonly=True, copy=False, help="Of the calls whose cost is known.")
    margin_new = Micro(string="Proposed Margin", readonly=True, copy=False, help="Of the calls whose cost is known.")
    margin_percent = fields.Float(
        string="Proposed Margin %", compute="_compute_difference", help="Margin as a part of the price."
    )
    cost_count = fields.Integer(string="Calls with Known Cost", readonly=True, copy=False)
    costed_revenue = Micro(readonly=True, copy=False, help="Proposed price of the calls whose cost is known.")

    @api.model
    def _month_before(self, end):
        """First (0) or last (1) day of the last whole month."""
        first = fields.Date.context_today(self).replace(day=1)
        return first - relativedelta(days=1) if end else first - relativedelta(months=1)

    @api.depends("partner_ids", "pricelist_id")
    def _compute_name(self):
        for simulation in self:
            customers = ", ".join(simulation.partner_ids[:2].mapped("name"))
            if len(simulation.partner_ids) > 2:
                customers = self.env._("%(names)s and others", names=customers)
            names = (customers, simulation.pricelist_id.name)
            simulation.name = ": ".join(filter(None, names)) or self.env._("New simulation")

    @api.depends("pricelist_id", "company_id")
    def _compute_card_id(self):
        for simulation in self:
            simulation.card_id = simulation.pricelist_id._call_card(simulation.company_id)

    @api.depends("revenue_now", "revenue_new", "margin_new", "costed_revenue")
    def _compute_difference(self):
        for simulation in self:
            simulation.difference = simulation.revenue_new - simulation.revenue_now
            revenue = simulation.costed_revenue
            simulation.margin_percent = 100 * simulation.margin_new / revenue if revenue else 0

    @api.constrains("date_from", "date_to")
    def _check_dates(self):
        if any(simulation.date_from > simulation.date_to for simulation in self):
            raise ValidationError(self.env._("The last day of the calls is before the first."))

    @api.constrains("version_id", "pricelist_id")
    def _check_version(self):
        for simulation in self:
            if simulation.version_id and simulation.version_id.card_id != simulation.card_id:
                raise ValidationError(
                    self.env._(
                        "%(version)s is no version of the price list's rate card, %(card)s.",
                        version=simulation.version_id.display_name,
                        card=simulation.card_id.name or self.env._("none"),
                    )
                )

    def action_replay(self):
        """Price the calls at the proposed prices, and keep what that comes to.

        :raise UserError: no price list's card, version or calls to replay
        """
        for simulation in self:
            simulation.check_access("write")
            if simulation._count_calls() > MOST_CALLS:
                raise UserError(
                    self.env._("More than %s calls: choose a shorter period or fewer customers.", MOST_CALLS)
                )
            simulation._forget()
            simulation.sudo().write({**Replay(simulation).run(), "state": "done"})

    @api.model_create_multi
    def create(self, vals_list):
        """Without results: those come from replaying."""
        for vals in vals_list:
            self._check_asked(vals)
        return super().create(vals_list)

    def write(self, vals):
        """What was replayed under other conditions says nothing any more."""
        self._check_asked(vals)
        if vals.keys() & ASKED:
            vals = {**vals, "state": "draft"}
        return super().write(vals)

    def _check_asked(self, vals):
        """
        :raise AccessError: results or an approval that somebody writes by hand
        """
        results = {name for name, field in self._fields.items() if field.readonly and field.store}
        if not self.env.su and (given := vals.keys() & (results - MAGIC)):
            raise AccessError(
                self.env._("Results of a simulation are not written by hand: %s.", ", ".join(sorted(given)))
            )

    def _forget(self):
        self.line_ids.sudo().unlink()
        self.env["call.simulation.call"].sudo().search([("simulation_id", "in", self.ids)]).unlink()

    def _period(self):
        """First moment of the period, and first one after it: UTC, naive, by the company's clock."""
        self.ensure_one()
        zone = ZoneInfo(self.company_id.partner_id.tz or "UTC")
        days = (self.date_from, self.date_to + relativedelta(days=1))
        local = (datetime.combine(day, time.min, zone) for day in days)
        return tuple(moment.astimezone(UTC).replace(tzinfo=None) for moment in local)

    def _calls_domain(self):
        self.ensure_one()
        begin, end = self._period()
        return [
            ("company_id", "=", self.company_id.id),
            ("partner_id", "in", self.partner_ids.commercial_partner_id.ids),
            ("started_at", ">=", begin),
            ("started_at", "<", end),
            ("state", "in", ("rated", "unrated", "unanswered")),
            ("service", "not in", ("data", "message", "agent")),
        ]

    def _count_calls(self):
        return self.env["call.record"].sudo().search_count(self._calls_domain(), limit=MOST_CALLS + 1)

    def action_view_calls(self):
        """The replayed calls; those of one outcome, if the context names it."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_simulation_call_action")
        context = (
            {f"search_default_{self.env.context['call_outcome']}": 1} if "call_outcome" in self.env.context else {}
        )
        return action | {"domain": [("simulation_id", "=", self.id)], "context": context}

    def action_view_lines(self):
        """Revenue, cost and margin by destination, and by prefix below."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_simulation_line_action")
        context = {"search_default_group_destination": 1}
        return action | {"domain": [("simulation_id", "=", self.id)], "context": context}

    @api.autovacuum
    def _gc_calls(self):
        """Single calls are kept for three months; the sums by prefix stay."""
        limit = fields.Datetime.now() - relativedelta(months=3)
        old = self.env["call.simulation.call"].sudo().search([("simulation_id.create_date", "<", limit)], limit=100_000)
        old.unlink()
