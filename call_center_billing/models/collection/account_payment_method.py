"""The ways in which customers pay."""

from odoo import api, models

#: besides Odoo's own transfer ("manual") and the payment providers
METHODS = ("call_card", "call_cheque")


class AccountPaymentMethod(models.Model):
    """Cards at a terminal, and cheques."""

    _inherit = "account.payment.method"

    @api.model
    def _get_payment_method_information(self):
        """Override of `account`: every bank journal takes them."""
        own = {code: {"mode": "multi", "type": ("bank",)} for code in METHODS}
        return super()._get_payment_method_information() | own


class AccountJournal(models.Model):
    """Journals that are made later have them too."""

    _inherit = "account.journal"

    def _default_inbound_payment_methods(self):
        """Override of `account`."""
        methods = super()._default_inbound_payment_methods()
        if self.filtered(lambda journal: journal.type == "bank"):
            for code in METHODS:
                methods |= self.env.ref(f"call_center_billing.account_payment_method_{code}")
        return methods
