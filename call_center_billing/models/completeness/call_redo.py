"""Calls that wait for a customer or a price are sent through again when what they waited for may be there."""

import json
import logging
from datetime import datetime, timedelta

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.exceptions import UserError

#: calls that are matched, rated and committed together
GROUP = 1_000
_logger = logging.getLogger(__name__)


class CallRedo(models.Model):
    """One change of numbers or prices, and how far the calls that it may bring through have been gone through.

    Nobody waits for it: the change is saved at once, and a scheduled action does the rest, group by group.
    """

    _name = "call.redo"
    _description = "Calls Sent Through Again"
    _order = "id"

    name = fields.Char(string="Because Of", readonly=True, help="The number or rule of pricing that changed.")
    domain = fields.Char(required=True, readonly=True, help="The calls that the change may bring through, as JSON.")
    last_call_id = fields.Integer(default=0, readonly=True, help="Calls up to this one have been gone through.")
    call_count = fields.Integer(string="Calls", default=0, readonly=True, help="Gone through so far.")
    rated_count = fields.Integer(string="Rated", default=0, readonly=True, help="Of these have a price now.")

    @api.model
    @api.private
    def _queue(self, name, domain):
        """Send the calls of `domain` through again soon; nothing happens if none of them waits.

        :param str name: what changed
        :param list domain: of `call.record`; leaves with numbers, texts and naive UTC datetimes
        :return: whether there are any
        """
        if not self.env["call.record"].sudo().search(domain, limit=1):
            return False
        text = json.dumps(domain, default=self._plain)
        if not self.sudo().search_count([("domain", "=", text), ("last_call_id", "=", 0)], limit=1):
            self.sudo().create({"name": name, "domain": text})
        self._trigger()
        return True

    @api.model
    def _trigger(self, at=None):
        self.env.ref("call_center_billing.call_redo_cron").sudo()._trigger(at)

    @staticmethod
    def _plain(value):
        """What JSON has no form for, as a domain takes it."""
        if isinstance(value, datetime):
            return fields.Datetime.to_string(value)
        raise TypeError(f"a domain to be kept holds {value!r}")

    @api.model
    def _run(self):
        """Go on where the last run stopped, until all is done or the time is up. Run by the scheduler."""
        progress = self.env["ir.cron"]._commit_progress
        redos = self.search([], limit=GROUP)
        progress(remaining=len(redos))
        for number, redo in enumerate(redos, 1):
            try:
                if not redo._finish():
                    return
            except OperationalError as error:
                # an import added to the same statement meanwhile: its turn first
                self.env.cr.rollback()
                _logger.info("Sending calls through again waits for an import: %s", error)
                self._trigger(fields.Datetime.now() + timedelta(minutes=1))
                progress(remaining=0)
                return
            except UserError as error:
                # tried again within the hour; the changes after it must not wait for it
                self.env.cr.rollback()
                _logger.warning("Calls that waited for %s cannot be sent through again: %s", redo.name, error)
            progress(remaining=len(redos) - number)

    def _finish(self):
        """Send all of the record's calls through, committing after each group.

        :return: False if the time is up before
        """
        while self._step():
            if not self.env["ir.cron"]._commit_progress():
                return False
        return True

    def _step(self):
        """Send the next group through; the record goes when there is none.

        :return: whether there may be more
        """
        self.ensure_one()
        domain = [*json.loads(self.domain), ("id", ">", self.last_call_id)]
        calls = self.env["call.record"].sudo().search(domain, order="id", limit=GROUP)
        if not calls:
            self.unlink()
            return False
        self.write(
            {
                "rated_count": self.rated_count + calls._redo(),
                "call_count": self.call_count + len(calls),
                "last_call_id": calls[-1].id,
            }
        )
        return True
