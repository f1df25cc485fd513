"""What a service says becomes entries in the books, once."""

import logging
from datetime import timedelta
from decimal import Decimal

from psycopg2 import OperationalError

from odoo import fields, models
from odoo.exceptions import ConcurrencyError, UserError

from ...exchange import decimal, read_items
from ...money import MICRO

_logger = logging.getLogger(__name__)
#: days that a message's date may lie before today
OLDEST = 400


class CallServiceMessage(models.Model):
    """Each kind has a method `_book_<kind>` that raises `UserError` when a person has to look at it."""

    _inherit = "call.service.message"

    def _book_safely(self):
        """Book it or set it aside. Errors of the database that pass are raised."""
        self.ensure_one()
        if not self.try_lock_for_update().filtered(lambda message: message.state == "waiting"):
            return
        message = self.with_company(self.company_id)
        try:
            with self.env.cr.savepoint():
                getattr(message, f"_book_{self.kind}")()
        except UserError as error:
            self._set_aside(str(error))
        except (OperationalError, ConcurrencyError):
            raise  # another transaction was faster: the whole is tried again
        except Exception as error:  # whatever it is, good messages after it are to be booked
            _logger.info("Message %s could not be booked", self.id, exc_info=True)
            self._set_aside(f"{type(error).__name__}: {error}")

    def _book_payment(self):
        invoice = self._invoice_to_book()
        journal = self.service_id.journal_id
        if not journal:
            raise UserError(
                self.env._("Choose the journal for payments on the page of %(name)s.", name=self._name_of())
            )
        items = invoice._call_receivable_items()
        payment = self.env["account.payment"].create(
            {
                "payment_type": "inbound",
                "partner_type": "customer",
                "partner_id": invoice.commercial_partner_id.id,
                "amount": self.amount,
                "currency_id": self.currency_id.id,
                "date": self.date,
                "journal_id": journal.id,
                "memo": " ".join(part for part in (invoice.name, self.reference) if part),
                "destination_account_id": items[:1].account_id.id,
                "invoice_ids": [(6, 0, invoice.ids)],
            }
        )
        payment.with_context(call_apply_later=True).action_post()
        invoice._call_set_against(payment.move_id)
        payment._call_use()  # what the invoice leaves of it
        self._finish(payment_id=payment.id)
        self._note(invoice, self.env._("Payment of %(amount)s.", amount=self._shown(self.amount)))

    def _book_reminder(self):
        invoice = self._find_invoice()
        self._check_date()
        self.move_id = invoice
        text = self.env._("Reminder, level %(level)s.", level=self.level)
        if self.fee:
            fee = decimal(round(self.fee * MICRO))
            text = self.env._(
                "%(text)s Fee: %(fee)s %(currency)s.", text=text, fee=fee, currency=self.currency_id.name or ""
            )
        self._finish()
        self._note(invoice, text)

    def _book_write_off(self):
        invoice = self._invoice_to_book()
        service = self.service_id
        if not service.write_off_account_id:
            raise UserError(
                self.env._("Choose the account for write-offs on the page of %(name)s.", name=self._name_of())
            )
        invoice._call_check_open(self.amount)
        value = self.currency_id._convert(self.amount, service.currency_id, self.company_id, self.date)
        if not self.approved_by_id and service.currency_id.compare_amounts(value, service.write_off_limit) > 0:
            self._ask_for_approval()
            return
        label = self.env._("Write-off of %(invoice)s", invoice=invoice.name)
        entry = invoice._call_write_off(
            self.amount, service.write_off_account_id, label, self.date, service.write_off_journal_id
        )
        self._finish(entry_id=entry.id)
        self._note(invoice, self.env._("%(amount)s written off.", amount=self._shown(self.amount)))

    def _book_balances(self):
        self._check_date()
        balance = self.env["call.service.balance"]._take(self)
        self._finish(balance_id=balance.id)

    def _items(self):
        """The items of a list of balances."""
        return read_items((self.content or {}).get("items", "[]"))

    def _ask_for_approval(self):
        self.write({"state": "approval", "error": False})
        limit = self.service_id.currency_id.format(self.service_id.write_off_limit)
        note = self.env._("A manager agrees to what is above %(limit)s.", limit=limit)
        self.env["call.billing.service"]._tell_trouble(self, self.env._("Write-off to approve"), note)

    def _invoice_to_book(self):
        """The invoice that money is about, when all else fits too."""
        invoice = self._find_invoice()
        self._check_date()
        if not self.currency_id:
            raise UserError(
                self.env._("The currency %(name)s is not used here.", name=(self.content or {}).get("currency", ""))
            )
        if self.currency_id != invoice.currency_id:
            raise UserError(
                self.env._(
                    "%(invoice)s is in %(currency)s, and this is in %(other)s.",
                    invoice=invoice.name,
                    currency=invoice.currency_id.name,
                    other=self.currency_id.name,
                )
            )
        # the field has rounded it
        if Decimal((self.content or {}).get("amount", "0")) != Decimal(str(self.amount)):
            raise UserError(self.env._("The amount has more decimals than %(name)s has.", name=self.currency_id.name))
        self.move_id = invoice
        return invoice

    def _find_invoice(self):
        """The one that a person chose, or the one of the number, which must have been handed to the service.

        A service says nothing about what it never had: a wrong number would pay or write off another's invoice.
        """
        if self.move_id:
            return self.move_id
        number = self.invoice_number
        domain = [("company_id", "=", self.company_id.id), ("move_type", "=", "out_invoice"), ("state", "=", "posted")]
        numbers = ["|", ("name", "=", number), ("payment_reference", "=", number)]
        found = self.env["account.move"].search(domain + numbers, limit=2) if number else self.env["account.move"]
        if len(found) != 1:
            raise UserError(
                self.env._("There is no invoice %(number)s here. Choose the invoice and book again.", number=number)
            )
        if found not in self.service_id._handed_over(found):
            raise UserError(
                self.env._(
                    "%(invoice)s was not handed to %(name)s. If it is meant, choose it and book again.",
                    invoice=found.name,
                    name=self._name_of(),
                )
            )
        return found

    def _check_date(self):
        today = fields.Date.context_today(self)
        if not today - timedelta(days=OLDEST) <= self.date <= today + timedelta(days=1):
            raise UserError(self.env._("%(date)s is unlikely: correct the date and book again.", date=self.date))

    def _shown(self, amount):
        return (self.currency_id or self.company_id.currency_id).format(amount)

    def _name_of(self):
        return self.service_id.name

    def _note(self, invoice, text):
        body = self.env._("%(service)s: %(text)s (message %(key)s)", service=self._name_of(), text=text, key=self.key)
        invoice.message_post(body=body)
