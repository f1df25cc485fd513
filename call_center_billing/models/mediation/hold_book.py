"""Calls that were admitted beforehand: their records settle what is held back for them, or add nothing.

A record belongs to a hold if its identity, or the first part of it, is the call's id by which the switch asked. Once
for each hold: a further leg with the same id, as after a transfer, is a call of its own.
"""

from typing import NamedTuple


class Hold(NamedTuple):
    """What is known of a hold."""

    id: int
    call_id: str
    state: str
    talk_seconds: int
    record: str
    number_id: int
    partner_id: int
    by_pin: bool
    sub_account_id: int | None


class HoldBook:
    """The holds of one source, for the length of an import.

    Not a model: it lives within one transaction.

    :ivar ending: the call that the switch tells the end of; what is stored then is no record of it
    """

    def __init__(self, env, source):
        self.cr = env.cr
        self.env = env
        self.source = source
        self.ending = None
        self._asked = None
        self._claims = {}
        self._payers = {}

    @property
    def asked(self):
        """Whether the source has ever asked for admission; those that have not pay for this question alone."""
        if self._asked is None:
            self.cr.execute("SELECT EXISTS (SELECT FROM call_hold WHERE source_id = %s)", (self.source.id,))
            self._asked = self.cr.fetchone()[0]
        return self._asked

    def ended(self, calls):
        """Which of these calls have been charged at their end already.

        :param list calls: (identity, seconds of conversation) of calls that are not in the store, in their order
        :return: set of identities
        """
        if not self.asked or not calls:
            return set()
        holds = self._read({key for identity, _talk in calls for key in (identity, head_of(identity))})
        ended = set()
        for identity, talk in calls:
            hold = holds.get(identity) or holds.get(head_of(identity))
            if hold and self._adds_nothing(hold, identity, talk):
                ended.add(identity)
            elif hold and hold.by_pin:
                user = self.env["res.partner"].browse(hold.sub_account_id or hold.partner_id)
                self._payers[identity] = (hold.number_id, user)
        return ended

    def payer(self, identity):
        """(number id, account) of a call whose account a PIN told; None of others, whose number tells it."""
        return self._payers.get(identity)

    def settle(self):
        """Note at the holds what their calls came to, which are in the store now."""
        for hold, (identity, _talk, state) in self._claims.items():
            record = identity if state != "ended" else None
            if hold.state == "ended":
                self.cr.execute("UPDATE call_hold SET record_identity = %s WHERE id = %s", (record, hold.id))
            else:
                self.cr.execute(SETTLE, {"id": hold.id, "identity": identity, "record": record, "state": state})
        if self._claims:
            self.env["call.hold"].invalidate_model()
        self._claims.clear()

    def _read(self, keys):
        # locked: where a transaction sees only what was before it, an end told meanwhile makes this fail and begin anew
        self.cr.execute(READ, (self.source.id, sorted(keys)))
        return {row[1]: Hold(*row) for row in self.cr.fetchall()}

    def _adds_nothing(self, hold, identity, talk):
        """Whether the hold was charged at the end of this very call. Claims the hold for the call if it is free."""
        if hold.call_id == self.ending:
            self._claims[hold] = (identity, talk, "ended")
            return False
        if hold.state == "settled":
            return False
        claim = self._claims.get(hold)
        if hold.state == "ended":
            taken = hold.record or (claim and claim[0])
            if taken:
                return taken == identity
            # legs that nobody answered have the same id; they are calls that cost nothing
            if bool(talk) != bool(hold.talk_seconds):
                return False
            self._claims[hold] = (identity, talk, "record")
            return True
        if claim is None or (talk and not claim[1]):
            self._claims[hold] = (identity, talk, "settled")
        return False


#: a call whose import was withdrawn has not been charged: its record settles it
READ = """
SELECT id, call_id,
       CASE WHEN state = 'ended' AND NOT EXISTS (
                SELECT FROM call_record_store call
                 WHERE call.source_id = hold.source_id AND call.identity = hold.call_id
                   AND call.started_at BETWEEN hold.begun_at - interval '2 days' AND hold.begun_at + interval '2 days')
            THEN 'open' ELSE state END,
       talk_seconds, record_identity, number_id, partner_id, by_pin, sub_account_id
  FROM call_hold hold
 WHERE source_id = %s AND call_id = ANY(%s)
 ORDER BY id FOR NO KEY UPDATE
"""

SETTLE = """
UPDATE call_hold hold
   SET state = %(state)s, ended_at = now() AT TIME ZONE 'UTC', record_identity = %(record)s,
       talk_seconds = call.talk_seconds, charged = call.amount, charge_currency_id = call.currency_id,
       price = CASE WHEN COALESCE(call.amount, 0) = 0 THEN 0
                    WHEN call.currency_id = hold.currency_id THEN call.amount ELSE hold.price END
  FROM call_record_store call
 WHERE hold.id = %(id)s AND call.source_id = hold.source_id AND call.identity = %(identity)s
   AND call.started_at BETWEEN hold.begun_at - interval '2 days' AND hold.begun_at + interval '2 days'
"""


def head_of(identity):
    """The part of an identity that the switch calls the call by."""
    return identity.partition("/")[0]
