"""What all accounts together have spent today: a fuse, not an account, so it may be some seconds old."""

from datetime import UTC
from zoneinfo import ZoneInfo

from odoo import models

from .recent import Recent

#: a day's holds of a large operator take a second to add up
spent = Recent(seconds=5)


class CallAdmission(models.AbstractModel):
    """The sum of a day."""

    _inherit = "call.admission"

    def _spent_by_all(self, source, moment):
        """Price of the calls that were admitted since midnight by the company's clock, in its currency."""
        local = moment.replace(tzinfo=UTC).astimezone(ZoneInfo(source.zone))
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC).replace(tzinfo=None)

        def read():
            self.env.cr.execute(
                "SELECT COALESCE(sum(price), 0)::bigint FROM call_hold WHERE company_id = %s AND begun_at >= %s",
                (source.company_id, midnight),
            )
            return self.env.cr.fetchone()[0]

        return spent.get((self.env.cr.dbname, source.company_id, midnight), read)
