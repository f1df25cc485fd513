"""A simulation ends in a quotation, and the quotation's acceptance in a price list that is assigned."""

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ...money import format_micro
from ...talk_time import format_talk_time
from .call_promise import Promised
from .price_text import decimal_point, price_text

#: destinations that a quotation names one by one
NAMED = 40


class CallSimulation(models.Model):
    """Quotations; below the card's least margin a manager has to approve."""

    _inherit = "call.simulation"

    order_ids = fields.One2many("sale.order", "call_simulation_id", string="Quotations")
    order_count = fields.Integer(string="Quotation Count", compute="_compute_order_count")
    approved_by_id = fields.Many2one("res.users", string="Approved by", readonly=True, copy=False, tracking=True)
    needs_approval = fields.Boolean(
        compute="_compute_needs_approval", help="The margin is below the rate card's least margin, or there is a loss."
    )

    def _compute_order_count(self):
        for simulation in self:
            simulation.order_count = len(simulation.order_ids)

    def _compute_needs_approval(self):
        for simulation in self:
            floor = simulation.card_id.minimum_margin
            below = simulation.cost_count and simulation.margin_percent < max(floor, 0)
            simulation.needs_approval = simulation.state == "done" and below and not simulation.approved_by_id

    def write(self, vals):
        """An approval is for the prices that were looked at."""
        result = super().write(vals)
        if vals.get("state") and "approved_by_id" not in vals:
            self.sudo().filtered("approved_by_id").approved_by_id = False
        return result

    def action_approve(self):
        """A manager accepts a margin below the least one.

        :raise AccessError: somebody else
        """
        if not self.env.user.has_group("call_center_billing.call_center_billing_group_manager"):
            raise AccessError(self.env._("Only managers of call billing approve prices."))
        self.sudo().approved_by_id = self.env.user
        self.activity_feedback(["mail.mail_activity_data_todo"])

    def action_request_approval(self):
        """Ask whoever keeps the rate card, or else a manager."""
        self.ensure_one()
        group = self.env.ref("call_center_billing.call_center_billing_group_manager").sudo()
        managers = group.all_user_ids.filtered(lambda user: self.company_id in user.company_ids and not user.share)
        manager = self.card_id.user_id or managers.filtered(lambda user: user != self.env.user)[:1]
        self.activity_schedule(
            "mail.mail_activity_data_todo",
            user_id=manager.id or self.env.uid,
            summary=self.env._("Approve prices with a margin of %.1f %%", self.margin_percent),
        )

    def action_quote(self):
        """Make a quotation of the proposed prices.

        :raise UserError: not replayed, more than one customer, or not approved
        """
        self.ensure_one()
        if self.state != "done":
            raise UserError(self.env._("Replay the calls first: the quotation says what they come to."))
        if len(self.partner_ids) != 1:
            raise UserError(self.env._("A quotation is for one customer: make a simulation for each of them."))
        if self.needs_approval:
            raise UserError(
                self.env._(
                    "The margin of %(margin).1f %% is below the least one of %(card)s, %(floor).1f %%. A manager has "
                    "to approve the prices first: choose “Request Approval”.",
                    margin=self.margin_percent,
                    card=self.card_id.name,
                    floor=self.card_id.minimum_margin,
                )
            )
        partner = self.partner_ids
        here = self.with_context(lang=partner.lang or self.env.lang)
        vals = {
            "partner_id": partner.id,
            "company_id": self.company_id.id,
            "user_id": self.user_id.id,
            "pricelist_id": self.pricelist_id.id,
            "call_simulation_id": self.id,
            "origin": self.name,
            "order_line": [(0, 0, line) for line in here._quote_lines()],
        }
        order = self.env["sale.order"].create(vals)
        return order._get_records_action()

    def action_view_orders(self):
        """The quotations."""
        return self.order_ids._get_records_action(name=self.env._("Quotations"))

    def _quote_lines(self):
        """Lines of the quotation: what calls cost by destination, and what the replayed ones come to.

        They are notes and carry no amounts, for calls are charged when they have been made.
        """
        yield {"display_type": "line_section", "name": self.env._("Prices of calls: %s", self.pricelist_id.name)}
        lines = self.line_ids.filtered("rate_id").sorted(lambda line: (line.destination_class or "", -line.revenue_new))
        named = lines.sorted("revenue_new", reverse=True)[:NAMED]
        for line in lines & named:
            yield {"display_type": "line_note", "name": line._quote_text()}
        if rest := len(lines) - len(named):
            text = self.env._("And %(count)s more prefixes, by rate card %(card)s.", count=rest, card=self.card_id.name)
            yield {"display_type": "line_note", "name": text}
        yield {"display_type": "line_note", "name": self._quote_summary()}

    def _quote_summary(self):
        point = decimal_point(self.env)
        return self.env._(
            "Your %(calls)s calls from %(first)s to %(last)s come to %(proposed)s %(currency)s without tax at these "
            "prices (they were charged with %(charged)s).",
            calls=self.call_count,
            first=fields.Date.to_string(self.date_from),
            last=fields.Date.to_string(self.date_to),
            proposed=format_micro(self.revenue_new, separator=point),
            charged=format_micro(self.revenue_now, separator=point),
            currency=self.currency_id.name,
        )


class CallSimulationLine(models.Model):
    """A price as the quotation words it."""

    _inherit = "call.simulation.line"

    price_text = fields.Char(string="Proposed Price", compute="_compute_price_text")

    def _compute_price_text(self):
        for line in self:
            line.price_text = line._price_text() if line.rate_id else False

    def _price_text(self):
        """Price, fee, prices in time bands, and discount."""
        rate, fixed = self.rate_id.sudo(), self.fixed_price or None
        texts = [price_text(self.env, rate.price if fixed is None else fixed, rate.unit, rate.connection_fee)]
        if fixed is None:
            tiers = rate.tier_ids.filtered(lambda tier: tier.band_id and not tier.start)
            texts += [f"{tier.band_id.name} {price_text(self.env, tier.price, rate.unit)}" for tier in tiers]
            texts.append(self.env["call.record"]._promise_text(Promised(self.discount, None), decimal_point(self.env)))
        return ", ".join(text for text in texts if text)

    def _quote_text(self):
        product = self.destination_id.product_id.sudo()
        return self.env._(
            "%(article)s %(destination)s (%(prefix)s): %(price)s. Your calls: %(calls)s, %(time)s, %(amount)s.",
            article=f"[{product.default_code}]" if product.default_code else product.name,
            destination=self.destination_id.name,
            prefix=self.prefix,
            price=self._price_text(),
            calls=self.call_count,
            time=format_talk_time(self.charged_seconds),
            amount=format_micro(self.revenue_new, separator=decimal_point(self.env)),
        )


class SaleOrder(models.Model):
    """Accepting a quotation of call prices assigns them."""

    _inherit = "sale.order"

    call_simulation_id = fields.Many2one("call.simulation", string="Price Simulation", readonly=True, copy=False)

    def action_confirm(self):
        """Override of `sale` to give the customer the price list that the quotation offers.

        :raise UserError: the offered prices are still a draft
        """
        for order in self.filtered("call_simulation_id"):
            version = order.call_simulation_id.version_id
            if version.state == "draft":
                raise UserError(
                    self.env._(
                        "%(order)s offers prices of %(version)s, which is a draft. Have it published first.",
                        order=order.name,
                        version=version.display_name,
                    )
                )
        result = super().action_confirm()
        for order in self.filtered("call_simulation_id"):
            order._assign_call_pricelist()
        return result

    def _assign_call_pricelist(self):
        account = self.partner_id.commercial_partner_id.with_company(self.company_id)
        account.specific_property_product_pricelist = self.pricelist_id
        account.message_post(
            body=self.env._(
                "Price list %(pricelist)s, as of %(order)s.", pricelist=self.pricelist_id.name, order=self.name
            )
        )
