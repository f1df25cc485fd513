"""Lines come into a report, each of the gateway's once."""

from odoo import api, fields, models
from odoo.exceptions import UserError

#: what says that a line read again is the same
SAME = ("gross", "fee", "net")


class CallGatewayReport(models.Model):
    """Whoever reads reports, from a file or from the gateway, calls `_of` and `_take`."""

    _inherit = "call.gateway.report"

    @api.model
    @api.private
    def _of(self, provider, gateway_ref, **vals):
        """The report of this payout, made with `vals` if it is not there yet.

        :param payment.provider provider: whose payout it is
        :param str gateway_ref: the payout's identity at the gateway
        """
        known = self.search([("provider_id", "=", provider.id), ("gateway_ref", "=", gateway_ref)])
        return known or self.create(
            {"name": gateway_ref, "provider_id": provider.id, "gateway_ref": gateway_ref, **vals}
        )

    @api.private
    def _take(self, rows):
        """Take these lines in, and match them. What this report has already is left as it is.

        :param list rows: dicts with `kind`, `gateway_ref`, `date`, `gross`, `fee`, `currency` (ISO code) and, where
            known, `reference` (the merchant's), `paid_amount` and `paid_currency` (what the customer paid, if the
            gateway changed it), `text` and `row`. Amounts are in units of the currency; signs as the line's class says
        :return: the lines that are new, among them those that are there twice
        :raise UserError: a currency is not used here
        """
        self.ensure_one()
        lines = self.env["call.gateway.report.line"]
        for row in rows:
            vals = self._line_vals(row)
            same = [("provider_id", "=", self.provider_id.id), ("side", "=", "gateway"), ("double_of_id", "=", False)]
            domain = [*same, ("gateway_ref", "=", vals["gateway_ref"]), ("kind", "=", vals["kind"])]
            known = lines.search(domain, limit=1)
            if known and known.report_id == self and known not in lines and known._says(vals):
                continue
            lines |= lines.create(vals | {"double_of_id": known.id})
        self._match()
        return lines

    def _line_vals(self, row):
        currency = self._currency(row["currency"])
        gross, fee = currency.round(row["gross"]), currency.round(row.get("fee") or 0)
        paid_currency = self._currency(row["paid_currency"]) if row.get("paid_currency") else currency.browse()
        return {
            "report_id": self.id,
            "kind": row["kind"],
            "gateway_ref": row["gateway_ref"],
            "reference": row.get("reference") or False,
            "date": row["date"] or fields.Date.context_today(self),
            "currency_id": currency.id,
            "gross": gross,
            "fee": fee,
            "net": currency.round(gross - fee),
            "paid_amount": row.get("paid_amount") or 0,
            "paid_currency_id": paid_currency.id,
            "text": row.get("text") or False,
            "row": row.get("row") or 0,
        }

    def _currency(self, code):
        currency = self.env["res.currency"].search([("name", "=", (code or "").upper())], limit=1)
        if not currency:
            raise UserError(
                self.env._("The currency %(code)s is not used here. Activate it first.", code=code or "")
            )
        return currency


class CallGatewayReportLine(models.Model):
    """Whether a line says what a row says."""

    _inherit = "call.gateway.report.line"

    def _says(self, vals):
        same = not any(self.currency_id.compare_amounts(self[name], vals[name]) for name in SAME)
        return same and self.currency_id.id == vals["currency_id"]
