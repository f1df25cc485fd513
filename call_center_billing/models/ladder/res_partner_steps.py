"""An account that was blocked for money is free as soon as the cause is gone."""

from odoo import api, models
from odoo.fields import Domain


class ResPartner(models.Model):
    """Blocks for reached limits come to an end."""

    _inherit = "res.partner"

    @api.model
    def _cron_call_ladder(self):
        """All companies: who reached the limit, who is overdue, and who is free again."""
        for company in self.env["call.source"].search([("company_id", "!=", False)]).company_id:
            # not where calls are stored by another scheduled action: those are one transaction
            progress = bool(self.env.context.get("ir_cron_progress_id"))
            accounts = self.with_company(company).with_context(call_ladder_progress=progress)
            accounts._call_watch_limits()
            accounts._call_watch_overdue()
            accounts._call_blocked_by("limit")._call_free_of_limit()
            accounts._call_bill_blocked()

    @api.model
    def _call_blocked_by(self, cause):
        """Accounts that a rule keeps blocked in the company at work."""
        blocks = self.env["call.block"].sudo()
        domain = blocks._open_domain(self.env.company) & Domain("cause", "=", cause) & Domain("partner_id", "!=", False)
        return self.browse(blocks.search(domain).partner_id.ids)

    def _call_free_of_limit(self, paid=True):
        """Lift the limit's blocks of those that have money again.

        :param bool paid: only of those that have paid all invoices of calls; not where a person raised the limit
        """
        company = self.env.company
        blocked = self._call_blocked_by("limit") & self.commercial_partner_id
        balances = self.env["call.balance"]._of(company, blocked) if blocked else {}

        def free(account):
            balance = balances[account.id]
            # with the rest for which it was refused a call it would be blocked again
            enough = balance.available is None or balance.available > account._call_least(balance)
            if enough and not (paid and account._call_unpaid_invoices(company)):
                account.sudo()._call_lift("limit")

        blocked._call_one_by_one(free)

    @api.model
    def _call_bill_blocked(self):
        """Bill accounts at their limit for which no invoice could be made when they reached it."""
        company = self.env.company
        if company.call_bill_at_limit:
            waiting = self._call_blocked_by("limit").filtered(lambda account: account._call_waits_for_bill(company))
            waiting._call_one_by_one(lambda account: account._call_bill_at_limit(company))

    def _call_waits_for_bill(self, company):
        domain = [("partner_id", "=", self.id), ("company_id", "=", company.id), ("state", "=", "open")]
        calls = (
            self.env["call.statement"]
            .sudo()
            .search_count([*domain, ("amount", ">", 0), ("by_reseller", "=", False)], limit=1)
        )
        return calls and not self._call_unpaid_invoices(company)

    def _call_unpaid_invoices(self, company):
        """Invoices of the account's calls that are not paid, drafts included."""
        domain = [
            *(("move_type", "=", "out_invoice"), ("commercial_partner_id", "=", self.id)),
            *(("company_id", "=", company.id), ("payment_state", "in", ("not_paid", "partial"))),
            *(("state", "in", ("draft", "posted")), ("amount_total", ">", 0)),
        ]
        moves = self.env["account.move"].sudo().search(domain)
        return moves.filtered(lambda move: move._call_statement_lines())
