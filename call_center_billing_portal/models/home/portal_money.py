"""Sums on the home page: what is added up in micro-units is shown as the currency is written."""

from odoo.addons.call_center_billing.money import MICRO, round_to_currency


class PortalMoney:
    """Micro-units of one currency."""

    def __init__(self, currency):
        self.currency = currency

    def rounded(self, amount):
        """To what the currency has, half away from zero; micro-units."""
        return round_to_currency(amount, min(self.currency.decimal_places, 6))[0]

    def text(self, amount):
        """As the user's language writes it."""
        return self.currency.format(self.rounded(amount) / MICRO)
