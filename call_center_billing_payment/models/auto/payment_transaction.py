"""Transactions of charges of saved cards: what is an answer and what is none."""

from requests.exceptions import RequestException

from odoo import models
from odoo.exceptions import ValidationError


class PaymentTransaction(models.Model):
    """Odoo takes a connection that broke for a refusal. For a charge that is not begun anew it must not."""

    _inherit = "payment.transaction"

    def _send_api_request(self, *args, **kwargs):
        """Override of `payment`: note why there was no charge, for who asks with an `Outcome` in the context.

        :raise NoAnswer: whether there was a charge is not known
        """
        outcome = self.env.context.get("call_card_outcome")
        try:
            return super()._send_api_request(*args, **kwargs)
        except ValidationError as error:
            if outcome is not None and isinstance(error.__context__, RequestException):
                response = error.__context__.response
                outcome.learn(None if response is None else response.status_code, _error_of(response))
            raise

    def _call_after_settled(self):
        """Override: a charge whose money is booked is paid."""
        result = super()._call_after_settled()
        self._call_tell_charge()
        return result

    def _call_tell_charge(self):
        """Let the charge of this transaction know, unless a process is at it, which sees for itself."""
        for charge in self.env["call.card.charge"].sudo().search([("transaction_id", "in", self.ids)]):
            charge = charge.with_company(charge.company_id)
            if charge._claim():
                charge._follow()

    def _call_was_never_made(self):
        """Override: of a charge of a saved card `call_card_charge_ask.py` says so, for another may begin then."""
        charges = self.env["call.card.charge"].sudo()
        own = charges.search_count([("transaction_id", "=", self.id)], limit=1)
        return not own and super()._call_was_never_made()

    def _call_abandon(self):
        """Give up a charge that its card's owner would have to confirm. Gateways override it.

        :raise NoAnswer: the gateway could not be asked
        """
        self.ensure_one()
        self._set_canceled()


def _error_of(response):
    """The error in an answer's body, as Stripe has it; {} if there is none."""
    try:
        body = response.json()
    except (AttributeError, ValueError):
        return {}
    error = body.get("error") if isinstance(body, dict) else None
    return error if isinstance(error, dict) else {}
