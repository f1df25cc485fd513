"""What turns a rated amount into what the customer will owe: tax by article and fiscal position, and exchange rates.

Kept by the worker until something that they follow from changes, see `account/terms_signal.py`.
"""

from odoo import api, models, tools

from ...admission import Tax
from ...admission.balance import BILLION
from ..tariff.exchange import Exchange

#: two amounts at which the tax of an article is worked out by Odoo: what it adds is a line through both
LOW, HIGH = 1_000_000_000, 2_000_000_000
MICRO = 1_000_000


class CallBalance(models.AbstractModel):
    """Taxes, positions and currencies."""

    _inherit = "call.balance"

    @api.model
    @tools.ormcache("company_id", "position_id", "product_id")
    def _tax(self, company_id, position_id, product_id):
        """What an invoice adds to a net amount of an article: taxes that prices include add nothing.

        :param int position_id: fiscal position, or 0
        :rtype: admission.Tax
        """
        env = self.env(su=True)
        company = env["res.company"].browse(company_id)
        product = env["product.product"].browse(product_id).with_company(company)
        taxes = product.taxes_id._filter_taxes_by_company(company)
        taxes = env["account.fiscal.position"].browse(position_id or ()).map_tax(taxes)
        if not taxes:
            return Tax()
        low, high = (self._added(taxes, company, product, amount) for amount in (LOW, HIGH))
        share = (high - low) / (HIGH - LOW)
        return Tax(round(share * BILLION), round((low - share * LOW) * MICRO))

    def _added(self, taxes, company, product, amount):
        found = taxes.compute_all(float(amount), currency=company.currency_id, product=product)
        return found["total_included"] - amount

    @api.model
    def _factor(self, company_id, currency_id, day):
        """How many units of the company's currency one unit of another is worth that day.

        :rtype: fractions.Fraction
        """
        return self._exchange_rate(company_id, currency_id, day)

    @tools.ormcache("company_id", "currency_id", "day")
    def _exchange_rate(self, company_id, currency_id, day):
        company = self.env["res.company"].sudo().browse(company_id)
        return Exchange(self.env, company).factor(currency_id, company.currency_id.id, day)

    @api.model
    def _position_of(self, company, partner):
        """Id of the fiscal position that the account's orders get; 0 for none."""
        if not self._has_positions(company.id):
            return 0
        partner = partner.sudo().with_company(company)
        delivery = partner.browse(partner.address_get(["delivery"])["delivery"])
        model = self.env["account.fiscal.position"].sudo().with_company(company)
        return model._get_fiscal_position(partner, delivery).id or 0

    @tools.ormcache("company_id")
    def _has_positions(self, company_id):
        company = self.env["res.company"].browse(company_id)
        model = self.env["account.fiscal.position"].sudo()
        return bool(model.search_count(model._check_company_domain(company), limit=1))

    @api.model
    def _position_at(self, company_id, place, account_id):
        """As `_position_of`, of what a request knows of the account's place.

        :param tuple place: manual position, country of delivery, country, state, zip, and the account if it has a VAT
            number
        """
        manual, delivered, country, state, zip_code, registered = place
        if manual:
            return manual
        if not country:
            return 0
        by_zip, by_vat = self._position_kinds(company_id)
        key = (delivered, country, state, zip_code if by_zip else None, registered if by_vat else None)
        return self._kept_position(company_id, key, account_id)

    @tools.ormcache("company_id", "key")
    def _kept_position(self, company_id, key, account_id):
        company = self.env["res.company"].browse(company_id)
        return self._position_of(company, self.env["res.partner"].browse(account_id))

    @tools.ormcache("company_id")
    def _position_kinds(self, company_id):
        """Whether positions are chosen by postal code, and by VAT number."""
        company = self.env["res.company"].browse(company_id)
        model = self.env["account.fiscal.position"].sudo()
        found = model.search([*model._check_company_domain(company), ("auto_apply", "=", True)])
        return any(position.zip_from for position in found), bool(company.vat) or any(found.mapped("vat_required"))
