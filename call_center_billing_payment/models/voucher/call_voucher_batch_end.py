"""How vouchers end without being used: made void, or expired and released."""

from odoo import fields, models
from odoo.exceptions import UserError


class CallVoucherBatch(models.Model):
    """What managers do with vouchers that nobody may, or will, use."""

    _inherit = "call.voucher.batch"

    def action_void(self):
        """The dialogue in which a reason is given."""
        return self._end_dialogue("call.voucher.void", self.env._("Make Vouchers Void"))

    def action_release(self):
        """The dialogue in which the day and the income account are chosen."""
        return self._end_dialogue("call.voucher.release", self.env._("Release Expired Vouchers"))

    def _end_dialogue(self, model, name):
        self.ensure_one()
        self._check_manager()
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_batch_id": self.id},
        }

    def _make_void(self, reason, first=1, last=None, creditor=None):
        """Nobody can use these vouchers any more: those not sold, and those sold if somebody gets their value back.

        :param str reason: is told in the batch's history
        :param int first, last: the numbers, both included; default: all
        :param res.partner creditor: gets a credit note for those that were sold; empty: only those not sold end
        :return: how many ended
        """
        self.ensure_one()
        self._check_manager()
        self.check_access("write")
        batch = self.sudo().with_company(self.company_id)
        last = last or batch.count
        stock = batch._lock_vouchers(("new",), first, last)
        sold = batch._lock_vouchers(("sold",), first, last) if creditor else []
        if not stock and not sold:
            raise UserError(self.env._("None of these vouchers can be made void: they are used, expired or void."))
        ended = {"state": "void", "void_at": fields.Datetime.now()}
        if stock:
            batch._change_vouchers(stock, ended)
        if sold:
            batch._give_back(sold, creditor, ended, batch._range_text(first, last))
        batch.message_post(
            body=self.env._(
                "%(count)s of %(numbers)s made void. %(reason)s",
                count=len(stock) + len(sold),
                numbers=batch._range_text(first, last),
                reason=reason,
            )
        )
        batch._close_if_over()
        return len(stock) + len(sold)

    def _give_back(self, sold, creditor, ended, numbers):
        """A credit note for vouchers that were sold."""
        line = {
            "name": self.env._("%(count)s vouchers taken back, of %(numbers)s", count=len(sold), numbers=numbers),
            "quantity": len(sold),
            "price_unit": self.value,
            "account_id": self.company_id.call_voucher_account_id.id,
            "tax_ids": [(5,)],
        }
        move = self.env["account.move"].create(
            {
                "move_type": "out_refund",
                "company_id": self.company_id.id,
                "partner_id": creditor.id,
                "currency_id": self.currency_id.id,
                "invoice_date": self.company_id._call_today(),
                "invoice_line_ids": [(0, 0, line)],
            }
        )
        move.action_post()
        self._change_vouchers(sold, ended | {"void_move_id": move.id})

    def _release(self, day, account):
        """What expired and was not used becomes income.

        :param datetime.date day: of the entry
        :param account.account account: of the income
        :return: the entry
        :raise UserError: nothing has expired by that day
        """
        self.ensure_one()
        self._check_manager()
        self.check_access("write")
        batch = self.sudo().with_company(self.company_id)
        today = batch.company_id._call_today()
        if not batch.valid_until < day <= today:
            raise UserError(
                self.env._(
                    "Choose a day after %(last)s, the last on which the vouchers could be used, and not after today.",
                    last=batch.valid_until,
                )
            )
        batch._expire()
        vouchers = self.env["call.voucher"].sudo()
        locked = batch._lock_vouchers(("expired",))
        found = set(locked) & set(vouchers.search([("batch_id", "=", batch.id), *vouchers._releasable()]).ids)
        if not found:
            raise UserError(self.env._("No voucher of %(batch)s is left to release.", batch=batch.display_name))
        amount = batch.currency_id.round(len(found) * batch.value)
        move = self.env["account.move"].sudo().create(batch._prepare_release(amount, day, account))
        move.action_post()
        batch._change_vouchers(sorted(found), {"released_on": day, "release_move_id": move.id})
        text = self.env._(
            "%(count)s expired vouchers released to income: %(entry)s.", count=len(found), entry=move.name
        )
        batch.message_post(body=text)
        return move

    def _prepare_release(self, amount, day, income):
        company = self.company_id
        text = self.env._("Expired vouchers of %(batch)s", batch=self.display_name)
        balance = self.currency_id._convert(amount, company.currency_id, company, day)
        sides = ((company.call_voucher_account_id, 1), (income, -1))
        return {
            "move_type": "entry",
            "company_id": company.id,
            "date": day,
            "ref": text,
            "line_ids": [
                (
                    *(0, 0),
                    {
                        "account_id": account.id,
                        "name": text,
                        "currency_id": self.currency_id.id,
                        "amount_currency": sign * amount,
                        "balance": sign * balance,
                        "tax_ids": [(5,)],
                    },
                )
                for account, sign in sides
            ],
        }

    def _expire(self):
        """Those whose last day is over can no longer be used; their value stays a debt until it is released."""
        for batch in self.filtered(lambda batch: batch.valid_until < batch.company_id._call_today()):
            if found := batch._lock_vouchers(("new", "sold")):
                batch._change_vouchers(found, {"state": "expired"})
            batch._close_if_over()

    def _close_if_over(self):
        """Close a batch of which nothing is left to be sold or used; one that never was of use is void."""
        for batch in self.filtered(lambda batch: batch.state in ("made", "sold")):
            if not (batch.new_count or batch.sold_count):
                batch.state = "void" if batch.void_count == batch.count else "closed"
            elif batch.state == "made" and not batch.new_count:
                batch.state = "sold"
