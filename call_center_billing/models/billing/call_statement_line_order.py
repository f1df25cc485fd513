"""How a statement line stands on an order."""

from datetime import UTC
from zoneinfo import ZoneInfo

from odoo import models

from ...money import MICRO, round_to_currency
from ...talk_time import format_talk_time
from ..tariff.call_rate_unit import MEASURES
from .sale_order_line import with_account
from .slot import is_call


class CallStatementLine(models.Model):
    """A line as an order sees it."""

    _inherit = "call.statement.line"

    def _apart(self):
        """The campaign whose own order the line belongs on; none for most."""
        campaign = self.campaign_id
        return campaign if campaign.document != "together" else campaign.browse()

    def _prepare_order_line_vals(self):
        """One line: quantity 1 at the sum of its calls, for Odoo rounds quantities to two decimals."""
        self.ensure_one()
        rounded, residual = round_to_currency(self.amount, self.currency_id.decimal_places)
        account = self.campaign_id.sudo().analytic_account_id
        analytic = {"analytic_distribution": with_account(self._usual_distribution(), account)} if account else {}
        return analytic | {
            "product_id": self.product_id.id,
            "name": self._order_line_text(),
            "product_uom_qty": 1,
            "price_unit": rounded / MICRO,
            "discount": 0,
            "call_statement_line_id": self.id,
            "call_residual": residual,
        }

    def _usual_distribution(self):
        """What Odoo's distribution models say for the customer and the article."""
        product, partner = self.product_id, self.statement_id.partner_id
        return self.env["account.analytic.distribution.model"]._get_distribution(
            {
                "product_id": product.id,
                "product_categ_id": product.categ_id.id,
                "partner_id": partner.id,
                "partner_category_id": partner.category_id.ids,
                "company_id": self.statement_id.company_id.id,
            }
        )

    def _order_line_text(self):
        """What the customer reads below the article: campaign, price, number of calls and what was used."""
        title = ", ".join(part for part in self._title_parts() if part)
        if MEASURES[self.unit].service == "voice":
            detail = self.env._(
                "Calls: %(calls)s, talk time: %(time)s", calls=self.call_count, time=format_talk_time(self.talk_seconds)
            )
        else:
            detail = self.env._("Times: %(calls)s, used: %(used)s", calls=self.call_count, used=self.used)
        return f"{title}\n{detail}"

    def _title_parts(self):
        return self._slot_text(), self.sub_account_id.sudo().name, self.campaign_id.name, self.band

    def _slot_text(self):
        """The day, or when a call began and whom it went to; nothing on lines of a whole period."""
        if not is_call(self.slot):
            return self.slot
        domain = [("statement_id", "=", self.statement_id.id), ("statement_line_id", "=", self.id)]
        call = self.env["call.record"].sudo().search(domain, limit=1)
        if not call:
            return ""
        statement = self.statement_id
        zone = ZoneInfo(statement.partner_id._call_timezone(statement.company_id))
        start = call.started_at.replace(tzinfo=UTC).astimezone(zone)
        return f"{start:%Y-%m-%d %H:%M:%S} {call._billed_b_number()}".strip()
