"""What is available on an account: the one formula, worked out from its sources whenever it is asked for.

Nothing is stored, so nothing can drift: sums of statements are kept in the transaction that stores their calls, the
rest is Odoo's ledger and the holds of calls in progress.
"""

import json

from odoo import api, fields, models

from ...admission import Balance, Uninvoiced, uninvoiced
from .balance_functions import PARTS, READ


class CallBalance(models.AbstractModel):
    """Balances of accounts. Not a table: see `balance_functions.py` for the reading of the parts."""

    _name = "call.balance"
    _description = "Balance"

    def init(self):
        """Make the function that reads the parts."""
        self.env.cr.execute(PARTS)

    @api.model
    def _of(self, company, partners):
        """The balances of accounts in a company.

        :param res.partner partners: commercial partners
        :return: {partner id: admission.Balance}, micro-units of the company's currency
        """
        self.env.flush_all()
        moment = fields.Datetime.now()
        self.env.cr.execute(READ, (company.id, moment, partners.ids))
        found = {}
        for key, policy, credit, limit, receivable, reserved, sums in self.env.cr.fetchall():
            sums = json.loads(sums) if isinstance(sums, str) else sums
            position = self._position_of(company, self.env["res.partner"].browse(key))
            net, tax = self._uninvoiced(company.id, position, sums, moment.date())
            found[key] = Balance(limit_of(policy, credit, limit), receivable, net, tax, reserved)
        return found

    @api.model
    def _uninvoiced(self, company_id, position_id, sums, day):
        """Net and tax of sums by currency and article, in the company's currency.

        :param list sums: [currency id, article's id, micro-units, lines]
        """
        return uninvoiced(
            (Uninvoiced(*each) for each in sums),
            lambda product: self._tax(company_id, position_id, product),
            lambda currency: self._factor(company_id, currency, day),
        )


def limit_of(policy, credit_policy, limit):
    """The credit limit of the formula, micro-units; None for an account that is never refused for want of money."""
    if policy == "prepaid":
        return 0
    return None if credit_policy == "unlimited" else limit
