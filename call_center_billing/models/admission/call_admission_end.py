"""`end`: the call is charged at once, by the very pieces that charge call records, and what was reserved is released.

The call becomes a record of the push window of its hour, with the switch's id as its identity. A record of the same
call that comes later adds nothing; one that came before has settled the hold, and the end adds nothing.
"""

import json
from datetime import UTC

from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError

from ...cdr import Call, compact
from ...money import format_micro
from ..mediation.pipeline import Pipeline
from .answers import balance_json
from .refusals import Refusal, unknown_call

#: seconds by which a switch's count of a call may exceed the time since it asked
TOLERANCE = 60
ENDED = frozenset({"ended", "settled"})


class CallAdmission(models.AbstractModel):
    """The end of calls."""

    _inherit = "call.admission"

    @api.model
    def _end(self, source, call_id, talk_seconds, duration=None, outcome=None):
        """Charge a call that has ended, once.

        :param ApiSource source: whose call it was; :param str call_id: as it was asked for
        :param int talk_seconds: of conversation; :param int duration: with ringing; default: the same
        :param str outcome: as in `call.record`; default: by whether there was a conversation
        :return: the answer, with the new balance
        :raise Refusal: there is no such call, or it cannot have lasted so long
        :raise SourceBusy: an import of the source takes too long
        """
        record = self.env["call.source"].browse(source.id).with_company(source.company_id)
        record = record.with_context(mail_notrack=True)
        batch = record.env["call.import"]._lock_window(record)
        hold = self._hold_of(source, compact(call_id))
        charged = hold.state not in ENDED
        if charged:
            check_elapsed(hold, max(talk_seconds, duration or 0))
            outcome = outcome or ("answered" if talk_seconds else "no_answer")
            duration = max(talk_seconds, duration or 0)
            if hold.inbound and not hold.amount:
                self._close_inbound(hold, talk_seconds)
            else:
                self._charge(batch, hold, talk_seconds, duration, outcome)
            hold.invalidate_recordset()
        return self._ended(source, hold, charged)

    def _hold_of(self, source, key):
        """The hold of a call, its row locked.

        :raise Refusal: there is none
        """
        self.env.cr.execute(
            "SELECT id FROM call_hold WHERE source_id = %s AND call_id = %s FOR NO KEY UPDATE", (source.id, key)
        )
        row = self.env.cr.fetchone()
        if row is None:
            raise unknown_call(key)
        return self.env["call.hold"].browse(row[0])

    def _close_inbound(self, hold, talk_seconds):
        """A call that came in costs its receiver nothing by itself; its record, if it has a price, is charged."""
        hold.write(
            {
                "state": "ended",
                "ended_at": fields.Datetime.now(),
                "talk_seconds": talk_seconds,
                "charged": 0,
                "charge_currency_id": hold.currency_id.id,
            }
        )
        self.env.flush_all()

    def _charge(self, batch, hold, talk_seconds, duration, outcome):
        """Store, rate and book the call as one more record of the import."""
        a_number, b_number = hold.numbers
        told = {"call_id": hold.call_id, "talk_seconds": talk_seconds, "duration": duration, "outcome": outcome}
        call = Call(
            line=1,
            raw=json.dumps(told),
            identity=hold.call_id,
            a_number=a_number,
            b_number=b_number,
            account_code=hold.account_code or "",
            started_at=hold.begun_at.replace(microsecond=0, tzinfo=UTC),
            duration=duration,
            talk_seconds=talk_seconds,
            outcome=outcome,
        )
        try:
            pipeline = Pipeline(batch)
            pipeline.holds.ending = hold.call_id
            pipeline.store_fates([call])
            pipeline.finish()
        except UniqueViolation as error:
            # another source opened the same customer's statement meanwhile: Odoo begins such a request again
            raise ConcurrencyError(str(error)) from error
        batch.state = "done"
        self.env.flush_all()

    def _ended(self, source, hold, charged):
        balance = self.env["call.balance"]._of(hold.company_id, hold.partner_id)[hold.partner_id.id]
        user = hold.sub_account_id or hold.partner_id
        currency = hold.charge_currency_id or hold.currency_id
        unrated = charged and not hold.charge_currency_id and hold.talk_seconds
        return {
            "state": hold.state,
            "again": not charged,
            "talk_seconds": hold.talk_seconds,
            "charged": None if unrated else format_micro(hold.charged or 0),
            "currency": currency.name,
            "account": {"id": user.id, "lang": user.lang or None},
            "balance": balance_json(source, balance),
        }


def check_elapsed(hold, seconds):
    """
    :raise Refusal: a call cannot have lasted longer than since it was asked for
    """
    elapsed = (fields.Datetime.now() - hold.begun_at).total_seconds()
    if seconds > elapsed + TOLERANCE:
        raise Refusal(
            422, "seconds", f"The call was asked for {int(elapsed)} seconds ago: it cannot have lasted {seconds}."
        )
