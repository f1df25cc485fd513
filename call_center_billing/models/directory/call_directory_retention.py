"""How long it is kept who was looked up: evidence and closed tasks are personal data."""

import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

_logger = logging.getLogger(__name__)
#: look-ups and tasks that are done with at a time
BATCH = 1000


class CallDirectoryLookup(models.Model):
    """After the company's days, a look-up says what it cost and how it ended, and no longer of whom."""

    _inherit = "call.directory.lookup"

    @api.model
    def _cron_retain(self):
        """Empty the look-ups, and remove the closed tasks, whose time is over."""
        for company in self.env["res.company"].search([("call_lookup_days", ">", 0)], order="id"):
            limit = fields.Datetime.now() - timedelta(days=company.call_lookup_days)
            for empty in (self._empty, self.env["call.directory.task"]._remove_closed):
                while count := empty(company, limit):
                    if not self.env["ir.cron"]._commit_progress(count):
                        return

    @api.model
    def _empty(self, company, limit):
        """Empty some. Those of customers in a dispute stay. Returns how many."""
        self.flush_model()
        self.env["res.partner"].flush_model(["call_hold"])
        self.env.cr.execute(
            """UPDATE call_directory_lookup lookup
                  SET number = NULL, request = NULL, answer = NULL, name = NULL, street = NULL, zip = NULL, city = NULL,
                      country_id = NULL, org_number = NULL, is_company = NULL, partner_id = NULL, task_id = NULL,
                      valid_until = NULL, purged_on = CURRENT_DATE
                WHERE id IN (
                      SELECT old.id FROM call_directory_lookup old
                        LEFT JOIN call_number owned ON owned.number = old.number AND owned.company_id = old.company_id
                        LEFT JOIN res_partner account ON account.id = COALESCE(old.partner_id, owned.partner_id)
                       WHERE old.company_id = %s AND old.asked_at < %s AND old.purged_on IS NULL
                         AND account.call_hold IS NOT TRUE
                       LIMIT %s)""",
            (company.id, limit, BATCH),
        )
        count = self.env.cr.rowcount
        self.invalidate_model()
        if count:
            _logger.info("company %s: %s look-ups emptied", company.id, count)
        return count


class CallDirectoryTask(models.Model):
    """Closed tasks hold names and numbers, too."""

    _inherit = "call.directory.task"

    @api.model
    def _remove_closed(self, company, limit):
        """Remove some with all that was written about them. Returns how many."""
        old = Domain("company_id", "=", company.id) & Domain("state", "!=", "open") & Domain("closed_at", "<", limit)
        held = Domain("partner_id.call_hold", "=", True)
        tasks = self.search(old & ~held & Domain("quiet_until", "=", False), limit=BATCH)
        tasks |= self.search(old & ~held & Domain("quiet_until", "<", fields.Date.today()), limit=BATCH)
        count = len(tasks)
        tasks.unlink()
        return count
