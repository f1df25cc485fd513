"""Vouchers are sold by numbers, from one to another; what is sold can be used, and is a debt until it is."""

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class CallVoucherBatch(models.Model):
    """A sale is an invoice to whoever buys, or money that was paid at once."""

    _inherit = "call.voucher.batch"

    def action_sell(self):
        """The dialogue in which numbers, buyer and payment are chosen."""
        self.ensure_one()
        self._check_clerk()
        if not self.new_count:
            raise UserError(self.env._("Nothing is left to sell of %(batch)s.", batch=self.display_name))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Sell Vouchers"),
            "res_model": "call.voucher.sell",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_batch_id": self.id},
        }

    def _sell(self, first, last, buyer, journal=None):
        """Sell vouchers that are not sold.

        :param int first, last: the numbers, both included
        :param res.partner buyer: who gets the invoice, or has paid; may be empty with a journal
        :param account.journal journal: of the bank or till that was paid to; empty: the buyer gets an invoice
        :return: the entry
        :raise UserError: one of them is not there to be sold, or nobody is named to pay
        """
        self.ensure_one()
        self._check_clerk()
        self.check_access("read")
        if not (buyer or journal):
            raise UserError(self.env._("Who gets the invoice? Choose a buyer, or where the money was paid."))
        batch = self.sudo().with_company(self.company_id)
        if batch.valid_until < batch.company_id._call_today():
            raise UserError(self.env._("These vouchers have expired."))
        found = batch._lock_vouchers(("new",), first, last)
        if last < first or len(found) != last - first + 1:
            raise UserError(
                self.env._(
                    "Of the vouchers %(first)s to %(last)s only %(found)s can be sold: the others are sold, void, or "
                    "not there.",
                    first=first,
                    last=last,
                    found=len(found),
                )
            )
        move = batch._book_sale(first, last, buyer, journal)
        values = {"state": "sold", "sold_at": fields.Datetime.now(), "sold_by_id": self.env.uid}
        batch._change_vouchers(found, values | {"seller_id": buyer.id or None, "sale_move_id": move.id})
        batch._note_sale(first, last, buyer, move)
        return move

    def _lock_vouchers(self, states, first=1, last=None):
        """Ids of vouchers in one of these states, locked until the transaction ends."""
        query = SQL(
            "SELECT id FROM call_voucher WHERE batch_id = %s AND state IN %s AND serial BETWEEN %s AND %s"
            " ORDER BY serial FOR NO KEY UPDATE",
            self.id,
            states,
            first,
            last or self.count,
        )
        self.env["call.voucher"].flush_model()
        return [row[0] for row in self.env.execute_query(query)]

    def _change_vouchers(self, ids, values):
        """Write the same to many vouchers at once."""
        values = values | {"write_uid": self.env.uid, "write_date": fields.Datetime.now()}
        columns = SQL(", ").join(SQL("%s = %s", SQL.identifier(name), value) for name, value in values.items())
        self.env.execute_query(SQL("UPDATE call_voucher SET %s WHERE id = ANY(%s) RETURNING id", columns, ids))
        self.env["call.voucher"].invalidate_model()
        self.invalidate_recordset()

    def _book_sale(self, first, last, buyer, journal):
        account = self.company_id.call_voucher_account_id
        count = last - first + 1
        text = self._range_text(first, last)
        if journal:
            return self._book_paid_sale(count, buyer, journal, account, text)
        line = {
            "name": self.env._("%(count)s vouchers “%(name)s”, %(numbers)s", count=count, name=self.name, numbers=text),
            "quantity": count,
            "price_unit": self.value,
            "account_id": account.id,
            "tax_ids": [(5,)],
        }
        move = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "company_id": self.company_id.id,
                "partner_id": buyer.id,
                "currency_id": self.currency_id.id,
                "invoice_date": self.company_id._call_today(),
                "invoice_line_ids": [(0, 0, line)],
            }
        )
        move.action_post()
        return move

    def _book_paid_sale(self, count, buyer, journal, account, text):
        payment = self.env["account.payment"].create(
            {
                "payment_type": "inbound",
                "partner_type": "customer",
                "partner_id": buyer.id,
                "journal_id": journal.id,
                "currency_id": self.currency_id.id,
                "amount": self.currency_id.round(count * self.value),
                "date": self.company_id._call_today(),
                "memo": self.env._("Vouchers %(numbers)s", numbers=text),
                "destination_account_id": account.id,
            }
        )
        payment.with_context(call_apply_later=True).action_post()
        return payment.move_id

    def _range_text(self, first, last):
        return self._serial_text(first) + (f" – {last:06}" if last != first else "")

    def _note_sale(self, first, last, buyer, move):
        if self.state == "made" and not self.new_count:
            self.state = "sold"
        self.message_post(
            body=self.env._(
                "%(numbers)s sold%(buyer)s: %(entry)s.",
                numbers=self._range_text(first, last),
                buyer=self.env._(" to %(name)s", name=buyer.display_name) if buyer else "",
                entry=move.name,
            )
        )
