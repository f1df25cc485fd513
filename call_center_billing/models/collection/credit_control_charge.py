"""What a reminder costs: an invoice of fee, compensation and interest."""

from odoo import fields, models

from ...money import MICRO, round_to_currency
from .interest import interest

FEE = "call_center_billing.product_call_reminder_fee"
COMPENSATION = "call_center_billing.product_call_compensation"
INTEREST = "call_center_billing.product_call_interest"


class CreditControlCommunication(models.Model):
    """Charges are articles: their tax is what the article says, none as they are installed."""

    _inherit = "credit.control.communication"

    call_charge_move_id = fields.Many2one(
        "account.move", string="Invoice of Charges", readonly=True, copy=False, index="btree_not_null"
    )
    _call_one_charge = models.UniqueIndex(
        "(call_charge_move_id) WHERE call_charge_move_id IS NOT NULL", "This invoice charges for another reminder."
    )

    def _call_charge(self):
        """Invoice what the level charges, once; nothing for what was charged for itself."""
        self.ensure_one()
        lines = self.credit_control_line_ids.filtered(lambda line: line.invoice_id and not line._call_is_charge())
        if self.call_charge_move_id or not lines:
            return
        items = self._call_charge_items(lines.sorted(lambda line: line.move_line_id.id))
        least = self.company_id.credit_control_tolerance
        if self.currency_id.compare_amounts(sum(amount for *_what, amount in items), least) <= 0:
            return  # not worth an invoice; interest waits for the next level
        for line, field, _article, _text, amount in items:
            if field:
                line[field] = amount
        move = self.env["account.move"].sudo().create(self._prepare_call_charge(items))
        self.call_charge_move_id = move
        move.action_post()
        if self.call_channel == "email":
            move._call_send_later()

    def _call_charge_items(self, lines):
        """What is charged for.

        :return: [(line, its field that keeps the amount or None, article, text, amount)]
        """
        level, items = self.policy_level_id, []
        before = lines._call_charges_before()
        business = self.partner_id.commercial_partner_id.is_company and level.call_compensation
        if level.call_fee and not business:
            items.append((lines[0], None, FEE, level.name, level.call_fee))
        for line in lines:
            charged, compensated = before.get(line.move_line_id, (0, False))
            if business and not compensated:
                name = line.invoice_id.name
                items.append((line, "call_compensation", COMPENSATION, name, level.call_compensation))
            amount = line._call_interest_due(charged) if level.call_interest else 0
            if amount:
                items.append((line, "call_interest", INTEREST, line._call_interest_text(), amount))
        return items

    def _prepare_call_charge(self, items):
        partner = self.partner_id.commercial_partner_id
        position = partner.with_company(self.company_id).property_account_position_id
        commands = []
        for _line, _field, xml_id, text, amount in items:
            product = self.env.ref(xml_id).with_context(lang=partner.lang)
            taxes = product.taxes_id.filtered(lambda tax: tax.company_id == self.company_id)
            vals = {"product_id": product.id, "name": f"{product.display_name}\n{text}", "quantity": 1}
            vals |= {"price_unit": amount, "tax_ids": [(6, 0, position.map_tax(taxes).ids)]}
            commands.append((0, 0, vals))
        return {
            "move_type": "out_invoice",
            "partner_id": partner.id,
            "company_id": self.company_id.id,
            "currency_id": self.currency_id.id,
            "invoice_date": self.report_date,
            "invoice_origin": self.policy_level_id.name,
            "invoice_line_ids": commands,
        }

    def _call_charge_stands(self):
        """Whether the charges of this reminder are owed: neither cancelled nor credited."""
        move = self.sudo().call_charge_move_id
        return bool(move) and move.state == "posted" and move.payment_state != "reversed"

    def _call_charged(self):
        """What this reminder charges, tax included, in its currency."""
        return self.sudo().call_charge_move_id.amount_total if self._call_charge_stands() else 0.0

    def _get_credit_control_communication_table(self):
        """Override of `account_credit_control`: the customer reads what the reminder itself costs."""
        table = super()._get_credit_control_communication_table()
        text = self._call_charge_text()
        return f"{table}<p>{text}</p>" if text else table

    def _call_charge_text(self):
        """What the reminder charges, in words; "" if nothing."""
        charged = self._call_charged()
        if not charged:
            return ""
        return self.env._(
            "For this reminder we charge %(amount)s by invoice %(invoice)s. To pay in all: %(total)s.",
            amount=self.currency_id.format(charged),
            invoice=self.sudo().call_charge_move_id.name,
            total=self.currency_id.format(self._call_asked()),
        )


class AccountMove(models.Model):
    """Invoices of charges are sent like any other."""

    _inherit = "account.move"

    def _call_send_later(self):
        """Let Odoo's job send the invoices as their customers get theirs."""
        user = self.env.user
        self.sending_data = {"author_user_id": user.id, "author_partner_id": user.partner_id.id}
        self.env.ref("account.ir_cron_account_move_send").sudo()._trigger()


class CreditControlLine(models.Model):
    """Interest on one open item."""

    _inherit = "credit.control.line"

    def _call_is_charge(self):
        """Whether the invoice itself charges for a reminder: no fee on fees."""
        communications = self.env["credit.control.communication"].sudo()
        return bool(communications.search_count([("call_charge_move_id", "=", self.invoice_id.id)], limit=1))

    def _call_interest_due(self, charged):
        """Interest from the due date until the reminder, less `charged` before; on what is not in dispute."""
        item, company = self.move_line_id, self.company_id
        paid = [
            (part.max_date, round(part.debit_amount_currency * MICRO))
            for part in item.matched_credit_ids.filtered(lambda part: part.max_date <= self.date)
        ]
        disputed = self.invoice_id.amount_residual - self.invoice_id._call_reminder_amount()
        debt = round((item.amount_currency - disputed) * MICRO)
        amount = interest(debt, paid, company._call_interest_rate(), item.date_maturity, self.date)
        rounded, _rest = round_to_currency(amount, self.currency_id.decimal_places)
        return max((rounded - round(charged * MICRO)) / MICRO, 0)

    def _call_interest_text(self):
        company = self.company_id
        return self.env._(
            "%(invoice)s, due on %(due)s, until %(day)s, at %(rate)s percent a year",
            invoice=self.invoice_id.name,
            due=self.date_due,
            day=self.date,
            rate=f"{company._call_interest_rate() / 10_000:g}",
        )
