"""Balances worked out from their sources, every night and whenever a manager wants; there must be no difference."""

from collections import defaultdict

from odoo import api, models
from odoo.exceptions import AccessError

from ...money import format_micro
from ..account.credit import MANAGER
from .audit_sql import CHECKS

AUDIT_ACTIVITY = "call_center_billing.mail_activity_type_balance"
#: differences of one account that are listed; the others are counted
LISTED = 20


class CallBalance(models.AbstractModel):
    """The audit."""

    _inherit = "call.balance"

    @api.model
    def _cron_audit(self):
        """All companies."""
        for company in self.env["call.source"].search([("company_id", "!=", False)]).company_id:
            self._audit(company)

    @api.model
    def _audit(self, company, accounts=None):
        """Compare what is kept with its sources, and tell of each account with differences by an activity.

        :param res.partner accounts: commercial partners; None: all
        :return: {partner id: [(what, id, kept, recomputed), …]}, empty if all is well
        """
        self.env.flush_all()
        values = {"company": company.id, "accounts": accounts and accounts.ids}
        found = defaultdict(list)
        for check in CHECKS:
            self.env.cr.execute(check, values)
            for partner, *difference in self.env.cr.fetchall():
                found[partner].append(tuple(difference))
        for partner, differences in found.items():
            self._tell(self.env["res.partner"].browse(partner), differences)
        return dict(found)

    def _tell(self, partner, differences):
        """One open activity an account, brought up to date."""
        note = self.env._(
            "What is kept differs from what its sources come to: %(list)s", list="; ".join(self._said(differences))
        )
        summary = self.env._("The balance does not add up")
        open_ones = partner.activity_search([AUDIT_ACTIVITY])
        if open_ones:
            open_ones.write({"note": note})
        else:
            user = self._audit_watcher()
            partner.activity_schedule(AUDIT_ACTIVITY, summary=summary, note=note, user_id=user.id)

    def _said(self, differences):
        names = {
            "line": self.env._("statement line"),
            "charge": self.env._("charge"),
            "statement": self.env._("statement"),
            "item": self.env._("journal item"),
            "hold": self.env._("call in progress"),
        }
        for what, key, kept, recomputed in differences[:LISTED]:
            yield f"{names[what]} {key}: {format_micro(kept)} ≠ {format_micro(recomputed)}"
        if len(differences) > LISTED:
            yield self.env._("and %(count)s more", count=len(differences) - LISTED)

    def _audit_watcher(self):
        """Who looks after differences: the manager who asked, else the first manager there is."""
        if asked := self.env.context.get("call_audit_user"):
            return self.env["res.users"].browse(asked)
        managers = self.env.ref(MANAGER).sudo().all_user_ids.filtered(lambda user: user.active and not user.share)
        people = managers.filtered(lambda user: user != self.env.ref("base.user_root"))
        return (people or managers)[:1]

    @api.model
    def _action_audit(self, accounts=None):
        """For the menu and the account's page: audit, and say what came of it.

        :raise AccessError: not for this user
        """
        if not self.env.user.has_group(MANAGER):
            raise AccessError(self.env._("Only managers may check balances."))
        accounts = accounts and accounts.commercial_partner_id
        found = self.sudo()._audit_by(self.env.user, accounts)
        if found:
            message = self.env._("Differences on %(count)s accounts: see their activities.", count=len(found))
        else:
            message = self.env._("All balances agree with their sources.")
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"message": message, "type": "danger" if found else "success", "sticky": bool(found)},
        }

    def _audit_by(self, user, accounts):
        return self.with_context(call_audit_user=user.id)._audit(self.env.company, accounts)
