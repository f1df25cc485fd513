"""Stripe's journal with accounts of its own, and reports about what it did."""

from odoo import fields

from ..refund.common import RefundCase


class SettlementCase(RefundCase):
    """Payments go over an outstanding account of the gateway; payouts over the company's transfers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        accounts = cls.env["account.account"]

        def account(code, name, kind, **vals):
            return accounts.create({"code": code, "name": name, "account_type": kind, **vals})

        cls.outstanding = account("158100", "Payments at Stripe", "asset_current", reconcile=True)
        cls.clearing = account("158200", "Stripe's balance", "asset_current")
        cls.transit = account("158300", "Payouts on their way", "asset_current", reconcile=True)
        cls.fees = account("657000", "Fees of gateways", "expense")
        cls.other = account("399000", "Other", "income_other")
        cls.provider.write(
            {
                "call_clearing_account_id": cls.clearing.id,
                "call_fee_account_id": cls.fees.id,
                "call_transit_account_id": cls.transit.id,
            }
        )
        cls.gateway_journal.inbound_payment_method_line_ids.payment_account_id = cls.outstanding

    def _report(self, *rows, ref="po_1", **vals):
        """A report of a payout with these lines: (kind, number, gross, fee)."""
        report = self.env["call.gateway.report"]._of(
            self.provider, ref, currency_id=self.company.currency_id.id, date=self._today(), **vals
        )
        report._take([self._row(*row) for row in rows])
        return report

    def _row(self, kind, number, gross=0, fee=0, **vals):
        row = {"kind": kind, "gateway_ref": number, "gross": gross, "fee": fee, "date": self._today()}
        return row | {"currency": self.company.currency_id.name} | vals

    def _balance_of(self, account):
        """What is on an account, by entries that are posted."""
        items = self.env["account.move.line"].search([("account_id", "=", account.id), ("parent_state", "=", "posted")])
        return self.company.currency_id.round(sum(items.mapped("balance")))

    def _yesterday(self):
        return fields.Date.subtract(self._today(), days=1)
