"""What would a statement come to, and what is odd about it?"""

from odoo import fields

from ...money import MICRO, round_to_currency
from . import findings


class Inspection:
    """Looks at statements of one company together.

    Not a model: it lives within one transaction. What holds for the whole company is looked up once.

    :param call.billing.run run: with what date, and for which company
    :param call.statement statements: to be looked at
    """

    def __init__(self, run, statements):
        self.env = run.env
        self.company = run.company_id
        self.date = run.invoice_date or fields.Date.context_today(run)
        self.usual = statements._call_usual()
        self.journal = self._journal()
        self.everywhere = list(self._of_company())
        self._rates = {}
        self._taxes = {}
        self._priced = {}

    def line_vals(self, statement):
        """Values of the statement's line on a run."""
        codes = self.codes(statement)
        usual = self.usual.get(statement.id)
        weight = findings.severity(codes)
        untaxed, tax = (0, 0) if "empty" in codes else self.totals(statement)
        return {
            "call_count": statement.call_count,
            "amount": untaxed,
            "tax": tax,
            "total": untaxed + tax,
            "usual": usual or 0,
            "change": round(100 * (untaxed - usual) / usual) if usual else 0,
            "state": "empty" if "empty" in codes else "aside" if weight == 2 else "ready",
            "finding": codes[0] if codes else None,
            "finding_codes": " ".join(codes) or None,
            "severity": weight,
            "odd": weight > 0,
        }

    def codes(self, statement):
        """What is odd, the weightiest first; see `findings`."""
        if not statement._charged_lines() and not statement.unrated_count:
            return ["empty"]
        return findings.in_order({*self.everywhere, *self._of_statement(statement), *self._of_account(statement)})

    def totals(self, statement):
        """What the invoice would come to: (without tax, tax) in micro-units."""
        return self.totals_of(statement, statement._charged_lines())

    def totals_of(self, statement, charged):
        """What an invoice of these lines of a statement would come to: (without tax, tax) in micro-units."""
        taxes = self.env["account.tax"]
        position = self._position(statement.partner_id)
        lines = [
            taxes._prepare_base_line_for_taxes_computation(
                None,
                tax_ids=self._taxes_of(line.product_id, position),
                price_unit=round_to_currency(line.amount, statement.currency_id.decimal_places)[0] / MICRO,
                quantity=1.0,
                currency_id=statement.currency_id,
                partner_id=statement.partner_id,
                product_id=line.product_id,
                rate=1.0,
            )
            for line in charged
        ]
        taxes._add_tax_details_in_base_lines(lines, self.company)
        taxes._round_base_lines_tax_details(lines, self.company)
        sums = taxes._get_tax_totals_summary(lines, statement.currency_id, self.company)
        return round(sums["base_amount_currency"] * MICRO), round(sums["tax_amount_currency"] * MICRO)

    def _of_company(self):
        """What keeps everybody from being billed."""
        if not self.journal:
            yield "no_journal"
        elif self.company._get_violated_lock_dates(self.date, True, self.journal):
            yield "locked"

    def _of_statement(self, statement):
        if statement.unrated_count:
            yield "unrated"
        if statement.amount < 0:
            yield "negative"
        elif not statement.amount:
            yield "zero"
        products = statement._charged_lines().product_id
        if not all(products.mapped("active")):
            yield "archived_article"
        if self.company.account_sale_tax_id and not all(self._own_taxes(product) for product in products):
            yield "no_tax"
        yield from self._of_currency(statement)
        if deviation := statement._call_deviation(self.usual.get(statement.id)):
            yield deviation

    def _of_currency(self, statement):
        currency = statement.currency_id
        if currency == self.company.currency_id:
            return
        if currency not in self._rates:
            rates = self.env["res.currency.rate"].sudo()
            domain = [("currency_id", "=", currency.id), ("company_id", "in", (self.company.root_id.id, False))]
            self._rates[currency] = bool(rates.search_count(domain, limit=1))
            lists = self.env["product.pricelist"].sudo()
            domain = [("currency_id", "=", currency.id), ("company_id", "in", (self.company.id, False))]
            self._priced[currency] = bool(lists.search_count(domain, limit=1))
        if not self._rates[currency]:
            yield "no_rate"
        if not self._priced[currency]:
            yield "no_pricelist"

    def _of_account(self, statement):
        account = statement.partner_id.with_company(self.company)
        if self.company.call_billing_address and not account._call_complete_address():
            yield "no_address"
        if not account.active:
            yield "archived"
        if account.invoice_sending_method in (False, "email"):
            if not account.email:
                yield "no_email"
            elif account.message_bounce:
                yield "bounced"

    def _journal(self):
        domain = [*self.env["account.journal"]._check_company_domain(self.company), ("type", "=", "sale")]
        return self.env["account.journal"].search(domain, limit=1)

    def _position(self, partner):
        return self.env["account.fiscal.position"].with_company(self.company)._get_fiscal_position(partner)

    def _own_taxes(self, product):
        """Taxes of sale that an article has in the company."""
        return product.sudo().taxes_id._filter_taxes_by_company(self.company)

    def _taxes_of(self, product, position):
        key = product, position
        if key not in self._taxes:
            self._taxes[key] = position.map_tax(self._own_taxes(product))
        return self._taxes[key]
