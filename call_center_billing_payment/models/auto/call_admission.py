"""Admission: who has little left is topped up while the call goes on. Accounts without auto top-up pay nothing.

Who has it is kept by each worker (`_call_auto_kept`) and forgotten through Odoo's signalling, which the short way reads
anyway. For those with little left the job is made by a thread, after the answer.
"""

import logging
import threading
import time

from odoo import SUPERUSER_ID, api, models
from odoo.modules.registry import Registry

from odoo.addons.call_center_billing.models.admission.no_cursor import NoCursor

_logger = logging.getLogger(__name__)
#: seconds in which one signal for an account is enough for this worker
ENOUGH = 5
_signalled = {}


class CallAdmission(models.AbstractModel):
    """Before, during and at the end of a call."""

    _inherit = "call.admission"

    def _answer(self, source, question, facts, decision, balance, moment):
        """Override: note whether little is left with this call."""
        if balance is not None and question.hold:
            facts["auto_low"] = self._is_auto_low(source, facts, balance, decision.amount or 0)
        return super()._answer(source, question, facts, decision, balance, moment)

    def _keep(self, cr, end, source, question, facts, decision, answer, moment):
        """Override: what is kept is committed, so the job may begin."""
        result = super()._keep(cr, end, source, question, facts, decision, answer, moment)
        if facts.get("auto_low"):
            self._signal_auto(source.company_id, facts["account"], committed=bool(end))
        return result

    def _decide_longer(self, source, question, facts, hold, wanted, moment):
        """Override: a call that goes on may use up what is left."""
        found = super()._decide_longer(source, question, facts, hold, wanted, moment)
        decision, balance, _slot = found
        more = max((decision.amount or 0) - (hold.amount or 0), 0)  # what it holds already is reserved in the balance
        if balance is not None and self._is_auto_low(source, facts, balance, more):
            company = self.env["res.company"].browse(source.company_id)
            self.env["res.partner"].browse(facts["account"])._call_auto_soon(company)
        return found

    @api.model
    def _ended(self, source, hold, charged):
        """Override: look whether little is left now."""
        if charged and hold.partner_id.id in self.env["res.partner"]._call_auto_kept(hold.company_id.id):
            watched = self.env["res.partner"].sudo().with_company(hold.company_id)
            watched._call_auto_watch(hold.partner_id.ids)
        return super()._ended(source, hold, charged)

    def _is_auto_low(self, source, facts, balance, amount):
        threshold = self.env["res.partner"]._call_auto_kept(source.company_id).get(facts["account"])
        return threshold is not None and balance.available is not None and balance.available - amount < threshold

    def _signal_auto(self, company_id, account_id, committed):
        """Have a job look at the account, after the answer where that can be."""
        if not committed and not isinstance(self.env.cr, NoCursor):
            company = self.env["res.company"].browse(company_id)
            self.env["res.partner"].browse(account_id)._call_auto_soon(company)
            return
        now, key = time.monotonic(), (self.env.cr.dbname, account_id)
        if now - _signalled.get(key, -ENOUGH) < ENOUGH:
            return
        if len(_signalled) > 10_000:
            _signalled.clear()
        _signalled[key] = now
        threading.Thread(target=_make_job, args=(self.env.cr.dbname, company_id, account_id), daemon=True).start()


def _make_job(database, company_id, account_id):
    try:
        with Registry(database).cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            env["res.partner"].browse(account_id)._call_auto_soon(env["res.company"].browse(company_id))
    except Exception as error:  # the cron looks at the account all the same
        _logger.info("No job for the auto top-up of account %s: %s", account_id, type(error).__name__)
