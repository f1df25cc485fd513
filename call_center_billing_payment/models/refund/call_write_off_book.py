"""Who lets claims go, what is booked then, and how it is taken back when the customer pays after all."""

from odoo import SUPERUSER_ID, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.call_center_billing.models.account.credit import MANAGER

ACTIVITY = "mail.mail_activity_data_todo"


class CallWriteOff(models.Model):
    """Up to the company's sum whoever asks also decides; above it a manager who did not ask."""

    _inherit = "call.write.off"

    def action_ask(self):
        """Write it off, if it is small enough; else ask the managers."""
        for each in self:
            each._check_clerk()
            each._lock_in("draft")
            if not each.line_ids:
                raise UserError(self.env._("Choose the invoices first."))
            each.sudo().asked_by_id = self.env.uid
            if each._needs_second():
                each.sudo().state = "waiting"
                each._ask_managers()
            else:
                each._decide_and_book()
        return True

    def action_approve(self):
        """Agree, and book it."""
        for each in self:
            each._check_manager()
            each._lock_in("waiting")
            if each.asked_by_id == self.env.user and each._needs_second():
                raise UserError(self.env._("You asked for it: another manager has to agree."))
            each._decide_and_book()
        return True

    def action_refuse(self):
        """The customers go on owing it."""
        for each in self:
            each._check_manager()
            each._lock_in("waiting")
            each._decide("refused")
        return True

    def action_withdraw(self):
        """It is a draft again."""
        for each in self:
            each._check_clerk()
            each._lock_in("waiting")
            each.sudo().state = "draft"
            each.sudo().activity_unlink([ACTIVITY])
        return True

    def action_take_back(self):
        """Paid after all: all of it is owed again, and money that waits pays it."""
        for each in self:
            each.line_ids.action_take_back()
        return True

    def _check_manager(self):
        self.check_access("write")
        if not (self.env.su or self.env.user.has_group(MANAGER)):
            raise AccessError(self.env._("Managers decide on write-offs."))

    def _needs_second(self):
        return self.currency_id.compare_amounts(self.total, self.company_id.call_write_off_limit) > 0

    def _decide(self, state):
        self.sudo().write({"state": state, "decided_by_id": self.env.uid, "decided_at": fields.Datetime.now()})
        self.sudo().activity_feedback([ACTIVITY])

    def _decide_and_book(self):
        book = self.sudo().with_company(self.company_id)
        for line in book.line_ids:
            line._book()
        self._decide("done")

    def _ask_managers(self):
        managers = self.env.ref(MANAGER).sudo().all_user_ids.filtered("active") - self.asked_by_id
        managers = managers.filtered(lambda user: user.id != SUPERUSER_ID and self.company_id in user.company_ids)
        summary = self.env._("Write off %(amount)s?", amount=self.currency_id.format(self.total))
        for user in managers - self.sudo().activity_ids.user_id:
            self.sudo().activity_schedule(ACTIVITY, summary=summary, note=self.note or "", user_id=user.id)

    def _account(self):
        """The account of losses for the reason.

        :raise UserError: none is chosen
        """
        account = self.company_id[f"call_loss_{self.reason}_account_id"]
        if not account:
            reasons = dict(self._fields["reason"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "Choose the account for “%(reason)s” in the settings, under Refunds and Write-offs.",
                    reason=reasons[self.reason],
                )
            )
        return account


class CallWriteOffLine(models.Model):
    """The entry of one invoice."""

    _inherit = "call.write.off.line"

    def _book(self):
        """Post the entry that gives it up."""
        whole, invoice = self.write_off_id, self.invoice_id
        invoice.lock_for_update(allow_referencing=True)
        blocks = invoice.commercial_partner_id.with_company(self.company_id)._call_overdue_blocks()
        account = whole._account()
        label = self.env._("%(number)s: write-off of %(invoice)s", number=whole.name, invoice=invoice.name)
        given_up = invoice.with_context(call_given_up=whole.reason != "small")
        self.move_id = given_up._call_write_off(self.amount, account, label, whole.date, shares=self._tax_shares())
        if not self.company_id.call_write_off_frees:
            blocks._call_keep(label)
        invoice.message_post(body=label)

    def _tax_shares(self):
        """What of the amount is tax that is taken back, by the settings for bad debts; see `_call_write_off`."""
        whole, invoice = self.write_off_id, self.invoice_id
        if whole.reason != "debt" or not self.company_id.call_loss_tax or not invoice.amount_total:
            return []
        shares = []
        for tax_line in invoice.line_ids.filtered("tax_line_id"):
            part = self.currency_id.round(-tax_line.amount_currency * self.amount / invoice.amount_total)
            back = tax_line.tax_line_id.refund_repartition_line_ids.filtered(
                lambda line: line.repartition_type == "tax" and line.account_id
            )
            shares.append(
                {
                    "amount": part,
                    "account_id": tax_line.account_id.id,
                    "tax_tag_ids": [(6, 0, back[:1].tag_ids.ids)],
                }
            )
        return shares

    def action_take_back(self):
        """Paid after all: this invoice is owed again, and money that waits pays it."""
        for line in self:
            whole = line.write_off_id
            whole._check_clerk()
            whole._lock_in("done")
            own = line.sudo().with_company(line.company_id)
            if own.reversal_id:
                continue
            text = self.env._("%(number)s: taken back", number=whole.name)
            own.reversal_id = own.move_id._call_reverse_entry(text)
            own.partner_id._call_apply_money()
            own.invoice_id.message_post(body=text)
            if all(each.reversal_id for each in whole.line_ids):
                whole.sudo().state = "reversed"
        return True
