"""What both sides say becomes entries: payments leave the outstanding account, fees and payouts are booked.

Of a report whose lines are all clear nothing stays on the account of money at the gateway. Of one with differences the
clear lines are booked, and what is not remains there to be seen.
"""

from odoo import models
from odoo.exceptions import UserError

#: lines of money that we have a payment for
MONEY = ("payment", "refund", "chargeback", "adjustment")


class CallGatewayReport(models.Model):
    """One entry each time that clear lines are booked."""

    _inherit = "call.gateway.report"

    def action_book(self):
        """Book all lines that are clear; differences remain.

        :raise UserError: nothing is clear, an account is missing, or the period is closed
        """
        for report in self:
            report._check_clerk()
            own = report.sudo().with_company(report.company_id)
            own.lock_for_update()
            own.invalidate_recordset()
            own._match()
            if not own._book():
                raise UserError(self.env._("No line of %(name)s is clear and not booked yet.", name=report.name))
        return True

    def _book(self):
        """Post the entry for the clear lines, and set it against their payments.

        :return: the entry, if there was anything to book
        """
        lines = self.line_ids.filtered(lambda line: line.state == "clear")
        if not lines:
            return self.env["account.move"]
        entry = self.env["account.move"].create(
            {
                "move_type": "entry",
                "company_id": self.company_id.id,
                "journal_id": self.env["account.move"]._call_entry_journal(self.company_id).id,
                "date": self.date,
                "ref": self.env._("%(provider)s: %(report)s", provider=self.provider_id.name, report=self.name),
                "line_ids": [(0, 0, item) for item in self._items_of(lines)],
            }
        )
        entry.action_post()
        lines.write({"state": "booked", "move_id": entry.id})
        lines._settle(entry)
        return entry

    def _items_of(self, lines):
        """The journal items for these lines: money, fees, payouts, and what they leave at the gateway."""
        items, taxed = [line._money_item() for line in lines if line._books_money()], 0
        for currency, own in lines.grouped("currency_id").items():
            fees, tax = self._fee_items(own, currency)
            items += fees
            taxed += tax
            items += [line._payout_item() for line in own if line.kind == "payout"]
        return items + self._gateway_items(lines, sum(item["balance"] for item in items) + taxed)

    def _gateway_items(self, lines, rest):
        """What the lines leave at the gateway, or take from it, and what rounding leaves.

        :param float rest: what the other items come to, in the company's currency
        """
        home, items = self.company_id.currency_id, []
        for currency, own in lines.grouped("currency_id").items():
            amount = currency.round(sum(own.mapped("net")))
            if not currency.is_zero(amount):
                items.append(own[0]._item(self._account("call_clearing_account_id"), amount, self.name))
        rest += sum(item["balance"] for item in items)
        if not home.is_zero(rest):
            if items:
                items[0]["balance"] -= rest
            else:  # of foreign currencies, each item is rounded
                item = lines[0]._item(self._account("call_fee_account_id"), 0, self.env._("Rounding"))
                items = [item | {"balance": -rest, "currency_id": home.id, "amount_currency": -rest}]
        return items

    def _fee_items(self, lines, currency):
        """
        :return: the items, and what the taxes of the account add to them, in the company's currency
        """
        fee = currency.round(sum(lines.mapped("fee")))
        if currency.is_zero(fee):
            return [], 0
        account = self._account("call_fee_account_id")
        text = self.env._("Fees of %(name)s", name=self.provider_id.name)
        whole = lines[0]._item(account, fee, text)
        taxes = account.tax_ids.filtered(lambda tax: tax.company_id in self.company_id.parent_ids)
        if not taxes:
            return [whole], 0
        parts = taxes.with_context(force_price_include=True).compute_all(fee, currency=currency)
        base = lines[0]._item(account, parts["total_excluded"], text) | {"tax_ids": [(6, 0, taxes.ids)]}
        return [base], whole["balance"] - base["balance"]

    def _account(self, field):
        """An account of the provider.

        :raise UserError: it is not chosen
        """
        account = self.provider_id[field]
        if not account:
            raise UserError(
                self.env._(
                    "Choose “%(field)s” on the page of %(name)s: an administrator does that under Payment Providers.",
                    field=self.provider_id._fields[field]._description_string(self.env),
                    name=self.provider_id.name,
                )
            )
        return account


class CallGatewayReportLine(models.Model):
    """A line as items of an entry."""

    _inherit = "call.gateway.report.line"

    def _books_money(self):
        return self.kind in MONEY and not self.currency_id.is_zero(self.gross)

    def _item(self, account, amount, text, currency=None, value=None):
        """A journal item.

        :param float amount: in `currency`, that of the line if none is given; debit is positive
        :param float value: in the company's currency, if it is known
        """
        company = self.company_id
        currency = currency or self.currency_id
        if value is None:
            value = currency._convert(amount, company.currency_id, company, self.report_id.date)
        return {
            "account_id": account.id,
            "name": text,
            "currency_id": currency.id,
            "amount_currency": amount,
            "balance": value,
        }

    def _money_item(self):
        """The side that is set against the payment, or an adjustment's account."""
        text = " ".join(part for part in (self.gateway_ref, self.reference) if part)
        if not self.payment_id:
            return self._item(self.account_id, -self.gross, text)
        account = self.payment_id.outstanding_account_id
        value = self.currency_id._convert(
            -self.gross, self.company_id.currency_id, self.company_id, self.report_id.date
        )
        amount, currency = -(self.paid_amount or self.gross), self.paid_currency_id or self.currency_id
        item = self._item(account, amount, text, currency, value)
        return item | {"partner_id": self.payment_id.partner_id.id, "call_gateway_line_id": self.id}

    def _payout_item(self):
        account = self.provider_id._call_transit_account()
        if not account:
            raise UserError(
                self.env._("Choose “Payouts on Their Way” on the page of %(name)s.", name=self.provider_id.name)
            )
        text = self.env._("Payout %(ref)s of %(name)s", ref=self.gateway_ref, name=self.provider_id.name)
        return self._item(account, -self.gross, text) | {"call_gateway_line_id": self.id}

    def _settle(self, entry):
        """Set the entry's items against the payments that they are about."""
        for item in entry.line_ids.filtered(lambda item: item.call_gateway_line_id.payment_id):
            account = item.account_id
            own = item.call_gateway_line_id.payment_id.move_id.line_ids.filtered(
                lambda each, account=account: each.account_id == account and not each.reconciled
            )
            if own and account.reconcile:
                (own + item).reconcile()
