"""Which drafts wait for a person, and why."""

from odoo import models

from .invoice_batch import COMPLETE


class AccountMove(models.Model):
    """The policy of the account, or else of its company."""

    _inherit = "account.move"

    def _call_route(self, complete=False, dated=True):
        """Drafts of calls: those that the policy names wait for review, the others are posted and on their way.

        :param bool complete: they have all their lines, and posting need not look for others
        :param bool dated: their date was asked for; otherwise those that wait get it when they are posted
        :return: the invoices that were posted
        """
        reasons = self._call_review_reasons()
        quiet = self.with_context(**COMPLETE) if complete else self
        for reason in set(reasons.values()):
            waiting = quiet.filtered(lambda move, reason=reason: reasons.get(move) == reason)
            waiting._call_wait(reason)
            if not dated:
                waiting.invoice_date = False
        free = quiet.filtered(lambda move: move not in reasons)
        if free:
            free.action_post()
            free._call_queue_dispatch()
        return free.with_env(self.env)

    def _call_review_reasons(self):
        """Why these are to be looked at: {draft: text}; without those that are not."""
        reasons = {}
        for company, moves in self.grouped("company_id").items():
            texts = moves._call_policy_texts(company)
            for policy, own in moves.grouped(lambda move: move._call_policy()).items():
                found = own._call_named_by(policy)
                reasons |= dict.fromkeys(found, texts.get(policy))
        return reasons

    def _call_policy(self):
        account = self.commercial_partner_id.sudo()
        return account.call_review_policy or self.company_id.call_review_policy

    def _call_policy_texts(self, company):
        return {
            "always": self.env._("All invoices are looked at"),
            "above": self.env._("Above the amount from which invoices are looked at"),
            "first": self.env._("First invoice of the customer"),
            "unusual": self.env._("Far from the customer's usual bill"),
        }

    def _call_named_by(self, policy):
        """Those of these that a policy wants to be looked at."""
        if policy == "always":
            return self
        if policy == "above":
            return self.filtered(lambda move: move.amount_total_signed > move._call_review_limit())
        if policy == "first":
            return self.filtered(lambda move, known=self._call_billed_before(): move.commercial_partner_id not in known)
        if policy == "unusual":
            return self.filtered(lambda move: move._call_is_unusual())
        return self.browse()

    def _call_review_limit(self):
        """Tax included, in the company's currency."""
        account = self.commercial_partner_id.sudo()
        if account.call_review_policy == "above":
            return account.call_review_amount
        return self.company_id.call_review_amount

    def _call_billed_before(self):
        """Customers of these that have a posted invoice already."""
        domain = [
            *(("move_type", "=", "out_invoice"), ("state", "=", "posted")),
            *(("commercial_partner_id", "in", self.commercial_partner_id.ids), ("company_id", "in", self.company_id.ids)),
        ]
        groups = self.env["account.move"].sudo()._read_group(domain, ["commercial_partner_id"])
        return self.env["res.partner"].union(*(account for (account,) in groups)) if groups else self.env["res.partner"]

    def _call_is_unusual(self):
        statements = self._call_statement_lines().statement_id
        usual = statements._call_usual()
        return any(statement._call_deviation(usual.get(statement.id)) in ("high", "low") for statement in statements)
