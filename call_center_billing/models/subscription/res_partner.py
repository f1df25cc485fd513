"""An account's next invoice, at any time."""

from odoo import api, models


class ResPartner(models.Model):
    """Calls so far, and the charges that are due by the end of the period."""

    _inherit = "res.partner"

    @api.private
    def _preview_next_invoice(self, company=None, currency=None):
        """What the account's next invoice would come to, if there were no more calls until its period is over.

        Changes that are ordered for days of the period count. Nothing is written.

        :param res.company company: default: the one at work
        :param res.currency currency: default: the company's
        :return: {'lines': [{kind, article, name, quantity, amount}], 'untaxed', 'tax', 'total': micro-units,
            'date_from', 'date_to': of the period, half open}
        """
        self.ensure_one()
        account = self.commercial_partner_id
        account.check_access("read")
        company = company or self.env.company
        currency = currency or company.currency_id

        def act(model):
            foreseen = model.env["res.partner"].sudo().with_company(company).browse(account.id)
            return foreseen._foreseen_statement(company, currency)._foreseen()

        return self.env["call.subscription"]._foresee(act)

    def _foreseen_statement(self, company, currency):
        """The next statement that is billed, with the charges that come on it."""
        domain = [("partner_id", "=", self.id), ("company_id", "=", company.id)]
        subscriptions = self.env["call.subscription"].search([*domain, ("state", "!=", "draft")])
        mine = subscriptions.filtered(lambda one: one.currency_id == currency)
        today = mine[:1]._local_today() if mine else None
        if mine:
            mine._charge_until(today)
        domain += [("currency_id", "=", currency.id), ("closed", "=", False)]
        statement = self.env["call.statement"].search(domain, order="date_from, sequence", limit=1)
        if mine and not statement:
            _begin, end = self._call_cycle(company)._period(today)
            mine._charge_until(end)
            return self.env["call.statement"].search(domain, order="date_from, sequence", limit=1)
        if mine:
            mine._charge_until(statement.date_to)
        return statement
