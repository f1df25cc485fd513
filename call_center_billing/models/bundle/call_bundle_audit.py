"""Granted is used and left: worked out anew from the calls, for whoever does not believe it."""

from odoo import api, models
from odoo.tools import SQL

#: what grants say and what their calls say
GRANTS = """
SELECT granted.id, granted.used, COALESCE(granted.carried, 0),
       COALESCE((SELECT sum(units) FROM call_bundle_use WHERE grant_id = granted.id), 0)::bigint AS units,
       COALESCE((SELECT sum(units) FROM call_bundle_use WHERE period_id = granted.id), 0)::bigint AS earlier
  FROM call_bundle_grant granted WHERE granted.company_id = %s"""
#: calls whose units are not those of their bundles; of months that are gone nobody can tell
CALLS = """
SELECT count(*) FROM (
    SELECT call_id, started_at, sum(paid) AS paid FROM call_bundle_use WHERE company_id = %s GROUP BY 1, 2) used
  FULL JOIN (
    SELECT id, started_at, bundle_units FROM call_record WHERE company_id = %s AND bundle_units > 0) call
    ON call.id = used.call_id AND call.started_at = used.started_at
 WHERE COALESCE(used.paid, 0) <> COALESCE(call.bundle_units, 0) AND NOT (call.id IS NULL AND (%s))"""


class CallBundleGrant(models.Model):
    """Three sums that must agree: of grants, of uses, of calls."""

    _inherit = "call.bundle.grant"

    @api.model
    @api.private
    def _audit(self, company):
        """What does not agree.

        :return: (ids of grants whose uses come to something else, count of calls of which the same holds)
        """
        self.env.flush_all()
        rows = self.env.execute_query(SQL(GRANTS, company.id))
        wrong = [key for key, used, carried, units, earlier in rows if (used, carried) != (units, earlier)]
        gone = SQL(
            """EXISTS (SELECT FROM call_retention kept WHERE kept.company_id = %s AND kept.removed_count > 0
                  AND kept.month = date_trunc('month', used.started_at)::date)""",
            company.id,
        )
        [[calls]] = self.env.execute_query(SQL(CALLS, company.id, company.id, gone))
        return wrong, calls

    @api.model
    def action_audit(self):
        """Work out all sums of the company anew, and tell whether they agree."""
        self.check_access("read")
        wrong, calls = self.sudo()._audit(self.env.company)
        if wrong or calls:
            message = self.env._(
                "%(grants)s periods and %(calls)s calls do not agree with each other.", grants=len(wrong), calls=calls
            )
        else:
            message = self.env._("Granted is used and left, and calls used what periods say.")
        kind = "danger" if wrong or calls else "success"
        params = {"type": kind, "message": message, "sticky": bool(wrong or calls)}
        return {"type": "ir.actions.client", "tag": "display_notification", "params": params}
