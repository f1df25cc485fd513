"""An account reaches its limit: it is blocked, and due for billing at once."""

from datetime import timedelta

from psycopg2.errors import ExclusionViolation

from odoo import api, fields, models
from odoo.exceptions import RedirectWarning, UserError

from ...money import MICRO

CRON = "call_center_billing.call_ladder_cron"
ACTIVITY = "call_center_billing.mail_activity_type_credit"
#: accounts that are looked at in the transaction that stores their calls; the cron looks at more
FEW = 20
#: how long a refusal for want of money tells that an account has reached its limit
REFUSED = timedelta(hours=1)
#: of the limit, is too little to go on with, once a call was refused
REST = 20
#: accounts that may reach a limit: with calls that are not billed, and not blocked for it yet
CANDIDATES = """
SELECT DISTINCT statement.partner_id
  FROM call_statement statement JOIN res_partner account ON account.id = statement.partner_id
 WHERE statement.company_id = %s AND statement.state = 'open' AND statement.amount > 0
   AND statement.by_reseller IS NOT TRUE
   AND account.call_credit_policy = 'limited' AND account.call_policy <> 'prepaid'
   AND (%s::int[] IS NULL OR account.id = ANY(%s))
   AND NOT EXISTS (SELECT FROM call_block block
                    WHERE block.partner_id = account.id AND block.company_id = statement.company_id
                      AND block.cause = 'limit' AND block.lifted_at IS NULL)
"""
#: accounts that are looked at together
PART = 1_000


class ResPartner(models.Model):
    """Limits are watched where calls are stored, where calls are refused, and by the clock."""

    _inherit = "res.partner"

    @api.model
    @api.private
    def _call_after_calls(self, company, partner_ids=None):
        """Calls of these accounts were stored; None: of many."""
        if partner_ids is None or len(partner_ids) > FEW:
            self.env.ref(CRON).sudo()._trigger()
        elif partner_ids:
            self.sudo().with_company(company)._call_watch_limits(list(partner_ids))

    @api.model
    def _call_watch_limits(self, partner_ids=None):
        """Block accounts that have reached their limit in the company at work.

        :param list partner_ids: commercial partners; None: all
        :return: the accounts that were blocked
        """
        company = self.env.company
        self.env.flush_all()
        self.env.cr.execute(CANDIDATES, (company.id, partner_ids, partner_ids))
        ids = sorted(key for (key,) in self.env.cr.fetchall())
        reached = self.browse()
        for start in range(0, len(ids), PART):
            accounts = self.browse(ids[start : start + PART])
            refused = accounts._call_refused(company)
            balances = self.env["call.balance"]._of(company, accounts)
            for account in accounts:
                least = account._call_least(balances[account.id] if account in refused else None)
                if balances[account.id].available <= least:
                    reached += account
        return reached._call_one_by_one(lambda account: account._call_block_at_limit(company))

    def _call_least(self, balance=None):
        """Micro-units that an account needs more than, to be free.

        :param admission.Balance balance: of an account that was refused a call, which needs more than a small rest
        """
        least = round(self.sudo().call_minimum_balance * MICRO)
        return max(least, balance.limit // REST) if balance and balance.limit else least

    def _call_refused(self, company):
        """Those of these that were refused a call for want of money since they were free last."""
        since = fields.Datetime.now() - REFUSED
        domain = [("partner_id", "in", self.ids), ("company_id", "=", company.id)]
        lifted = self.env["call.block"].sudo().search([*domain, ("cause", "=", "limit"), ("lifted_at", ">", since)])
        free = {block.partner_id: block.lifted_at for block in lifted.sorted("lifted_at")}
        denials = self.env["call.denial"].sudo()
        denials = denials.search([*domain, ("reason", "=", "no_credit"), ("asked_at", ">", since)])
        return denials.filtered(lambda denial: denial.asked_at > free.get(denial.partner_id, since)).partner_id

    def _call_block_at_limit(self, company):
        """:return: whether it was not blocked by then"""
        try:
            with self.env.cr.savepoint(flush=True):
                balance = self._call_balance(company)
                note = self.env._(
                    "%(used)s of %(limit)s used.",
                    used=company.currency_id.format(balance.used / MICRO),
                    limit=company.currency_id.format(balance.limit / MICRO),
                )
                self.env["call.block"]._block(self, "limit", note=note)
        except ExclusionViolation:  # somebody else found it at the same moment
            return False
        if company.call_bill_at_limit:
            self._call_bill_at_limit(company)
        return True

    def _call_bill_at_limit(self, company):
        """A draft invoice of what the account owes; what keeps it from being made is a clerk's to see to."""
        domain = [("partner_id", "=", self.id), ("company_id", "=", company.id), ("state", "=", "open")]
        open_ones = self.env["call.statement"].search([*domain, ("by_reseller", "=", False)])
        statements = open_ones.filtered(lambda found: found._charged_lines())
        try:
            with self.env.cr.savepoint():
                moves = statements.action_invoice(post=False)
                moves._call_route(dated=False)
        except (UserError, RedirectWarning) as error:  # the calls are stored whatever the books lack
            if self.activity_search([ACTIVITY]):
                return  # a clerk knows
            user = self.env["call.balance"]._audit_watcher()
            summary = self.env._("Limit reached, and no invoice could be made")
            self.activity_schedule(ACTIVITY, summary=summary, note=error.args[0], user_id=user.id)
            return
        if all(move.state == "posted" for move in moves):
            text = self.env._("The limit is reached: %(count)s invoice made.", count=len(moves))
        else:
            text = self.env._(
                "The limit is reached: %(count)s draft invoice made. Send it when you have looked at it; the account "
                "is free again when it is paid.",
                count=len(moves),
            )
        self.message_post(body=text)
