"""What the rules of campaigns charge for periods that are over."""

from datetime import timedelta
from fractions import Fraction

from odoo import models
from odoo.tools import SQL

from ...plan import Piece, pieces, prorated, rounded
from .call_campaign_activity import RECOUNTED
from .counting import counted
from .kinds import PER


class CallCampaignRule(models.Model):
    """What is charged for a period is, in the end, the rule's price of what was counted in it: what came in late, or
    was entered wrongly, is charged or given back by the difference."""

    _inherit = "call.campaign.rule"

    def _charge_until(self, day):
        """Charge the periods that were over on a day, and differences in those that were charged lately.

        :param date day: by the client's clock
        :return: the charges made
        """
        made = self.env["call.charge"]
        for rule in self:
            rule._lock_rule()
            for piece in rule._recounted(day):
                made |= rule._charge_piece(piece)
            for piece in rule._periods_over(day):
                made |= rule._charge_piece(piece)
        return made

    def _lock_rule(self):
        """Two who charge at once would both find nothing charged."""
        self.env.cr.execute(SQL("SELECT FROM call_campaign_rule WHERE id = %s FOR UPDATE", self.id))
        self.env["call.charge"].invalidate_model()

    def _cycle_period(self, day):
        client = self.partner_id.commercial_partner_id
        return client._call_cycle(self.company_id)._period(day)

    def _periods_over(self, day):
        """Periods not charged yet that end by the day; they follow the last one charged, whatever the cycle was."""
        last = self._last_charge()
        begin = last.date_to if last else self.valid_from
        return [piece for piece in pieces(self._cycle_period, begin, self.valid_to or None, day) if piece.end <= day]

    def _recounted(self, day):
        """Periods charged that ended lately. A fixed price isn't counted."""
        if self.kind == "fixed":
            return []
        since = day - timedelta(days=RECOUNTED)
        found = {(charge.date_from, charge.date_to) for charge in self._live_charges() if charge.date_to > since}
        return [Piece(begin, end, begin, end) for begin, end in sorted(found)]

    def _charge_piece(self, piece):
        """Charge what a period comes to, less what was charged for it."""
        before = self._live_charges().filtered(lambda charge: charge.date_from == piece.begin)
        units = self._units(piece)
        amount = self._amount(units, piece) - sum(before.mapped("amount"))
        units -= sum(before.mapped("campaign_units"))
        if not units and not amount:
            return self.env["call.charge"]
        vals = self._prepare_charge(piece, units, amount, len(before))
        if amount < 0:
            vals["reverses_id"] = before.sorted("part").filtered(lambda charge: charge.amount > 0)[:1].id
        charge = self.env["call.charge"].sudo().create(vals)
        charge._place()
        return charge

    def _units(self, piece):
        """Pieces, or seconds; of a fixed price one period."""
        if self.kind == "fixed":
            return 1
        return counted(self.campaign_id, self.kind, piece.begin, piece.end)

    def _amount(self, units, piece):
        """Rounded once."""
        if self.kind == "fixed":
            exact = prorated(self.price, piece)
        else:
            exact = Fraction(self.price * units, PER.get(self.kind, 1))
        return rounded(exact, self.currency_id.decimal_places)

    def _prepare_charge(self, piece, units, amount, part):
        client = self.partner_id.commercial_partner_id
        return {
            "company_id": self.company_id.id,
            "partner_id": client.id,
            "currency_id": self.currency_id.id,
            "campaign_id": self.campaign_id.id,
            "campaign_rule_id": self.id,
            "campaign_units": units,
            "kind": "campaign",
            "product_id": self.product_id.id,
            "name": self.with_context(lang=client.lang).display_name,
            "date_from": piece.begin,
            "date_to": piece.end,
            "bill_day": piece.end - timedelta(days=1),
            "part": part,
            "quantity": units / PER.get(self.kind, 1),
            "price": self.price,
            "amount": amount,
        }

    def _live_charges(self):
        self.ensure_one()
        return self.sudo().charge_ids.filtered(lambda charge: charge.state != "cancelled")

    def _last_charge(self):
        """The charge of the last period charged."""
        self.ensure_one()
        return self._live_charges().sorted("date_to")[-1:]
