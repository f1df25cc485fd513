"""From the bytes of a file to rows in the call store, call by call."""

from datetime import UTC, timedelta
from itertools import islice, pairwise

from odoo import fields

from ...cdr import Call, Ignored, Reading, Refused, split_lines
from .aside import Aside
from .costing import COST_COLUMNS, CallCosts, Leg
from .hold_book import HoldBook
from .known_calls import known_identities
from .rater import CallRater, Use, payer_names
from .resale import resale_cost, resale_rows
from .store_names import STORE
from .tally import Tally

#: lines that are looked up, rated and stored together
GROUP = 5_000
#: repeated lines of one file that are listed one by one; the rest are only counted
LISTED = 10_000

COLUMNS = (
    *("import_id", "source_id", "company_id", "identity", "a_number", "b_number", "account_code", "started_at"),
    *("duration", "talk_seconds", "outcome", "service", "quantity", "agent", "queue"),
    *("state", "reason", "number_id", "partner_id", "campaign_id", "rate_id"),
    *("destination_id", "destination_class", "billed_seconds", "unrounded", "amount", "currency_id"),
    *("rule", "pricelist_id", "discount", "fixed_price", "statement_id", "statement_line_id", "late", *COST_COLUMNS),
    *("bundle_units", "sub_account_id", "reseller_id", "wholesale_level"),
)
REJECT_COLUMNS = ("import_id", "source_id", "company_id", "line_number", "kind", "reason", "field_name", "value", "raw")


class Pipeline:
    """Reads one import's file, or adds a push to it. Each record (in most dialects: each line) ends in one place.

    :param bool alone: nothing else is done in the import's transaction, which reads committed data
    :ivar tally: what became of the lines
    """

    def __init__(self, batch, alone=False):
        self.env = batch.env(su=True)
        self.batch = batch.sudo()
        self.source = self.batch.source_id
        self.company = self.source.company_id
        self.received_at = fields.Datetime.now().replace(tzinfo=UTC)
        days = self.company.call_late_days
        self.horizon = self.received_at - timedelta(days=days) if days else None
        self.calling, self.called = self.source._numbering(calling=True), self.source._numbering()
        self.rater = CallRater(self.env, self.company, self.horizon, alone)
        self.rater.did_billing = self.source.did_billing
        self.costs = CallCosts(self.env, self.source)
        self.holds = HoldBook(self.env, self.source)
        self.tally = Tally()
        #: calls of accounts with bundles wait until the end, for they use included units in the order they were made
        self.aside = Aside(self)
        #: the lines of a push are numbered from those of earlier ones
        self.offset = self.batch.line_count
        self.pushed = self.batch.kind == "push"

    def run(self, chunks):
        """Read, store and book the file that comes in `chunks` of bytes, and add up what became of it.

        :raise cdr.FileRefused: it is not a file of the source's dialect
        """
        self.env.flush_all()
        self._read(chunks, Reading(self.source.timezone, self.received_at))
        self.finish()

    def store_fates(self, fates):
        """Store and book these fates; `finish` adds them up.

        :param list fates: `cdr` fates
        """
        self.env.flush_all()
        self._store(fates)

    def finish(self):
        """Store the calls that wait; write the sums of statements and the import's totals."""
        self.aside.store()
        self.rater.book()
        self.holds.settle()
        self.tally.write_days(self.batch)
        self.env.invalidate_all()
        self.batch.write(self.tally.totals(self.batch))
        if self.tally.counts["stored"]:
            self.env["res.partner"]._call_after_calls(self.company, self._accounts())

    def _accounts(self):
        """Ids of the accounts whose calls were stored; None for many."""
        return self.rater.statements.accounts()

    def _read(self, chunks, reading):
        fates = self._fates(chunks, reading)
        while group := list(islice(fates, GROUP)):
            self._store(group)

    def _fates(self, chunks, reading):
        """What becomes of the file's lines, in the source's dialect."""
        dialect = self.source._reader()
        return dialect.read(split_lines(self.source._line_chunks(chunks), dialect.max_line), reading)

    def _store(self, group):
        calls, rejects = self._sort(group)
        self._put(self.aside.keep(self._prepared(calls)))
        self._insert_rejects(rejects)

    def _prepared(self, calls):
        """Calls with their numbers in one form, the owners of which are known then."""
        normalised = [
            (call, self.calling.normalise(call.a_number), self.called.normalise(call.b_number)) for call in calls
        ]
        self.rater.prepare(
            name
            for call, a_number, _b_number in normalised
            for name in payer_names(call.service, a_number.text, call.account_code)
        )
        if self.rater.did_billing:
            self.rater.prepare_called(b_number.text for _call, _a_number, b_number in normalised)
        return normalised

    def _put(self, normalised):
        """Rate and store these calls."""
        self.costs.prepare([self._leg(*item) for item in normalised if item[0].service == "voice"])
        if normalised:
            starts = [call.started_at.replace(tzinfo=None) for call, *_numbers in normalised]
            self.env["call.record"]._ensure_months(min(starts), max(starts))
            self.tally.span(min(starts), max(starts))
        self._insert(STORE, COLUMNS, [row for item in normalised for row in self._rows(*item)])

    def _sort(self, group):
        """Part the new calls from the lines that do not become calls, and count both."""
        known = self._known([call for call in group if isinstance(call, Call)]) | self.aside.identities
        new = [item for item in group if isinstance(item, Call) and item.identity not in known]
        known |= self.holds.ended([(call.identity, call.talk_seconds) for call in new])
        said = self._said(self._text(item) for item in group if not isinstance(item, Call)) if self.pushed else ()
        calls, rejects = [], []
        for item in group:
            if not isinstance(item, Call) and self._text(item) in said:
                self.tally.add("duplicate")
            elif isinstance(item, Refused):
                rejects.append(self._reject(item, "refused", item.reason, item.field, item.value))
            elif isinstance(item, Ignored):
                rejects.append(self._reject(item, "ignored", item.reason, "", item.identity))
            elif item.identity in known:
                rejects.extend(self._repeated(item))
            else:
                known.add(item.identity)
                calls.append(item)
                self.tally.add("stored", item.started_at.date(), seconds=item.talk_seconds)
        return calls, rejects

    def _repeated(self, call):
        """Count a call that came before.

        A file that came before as a whole is told of by the import; its lines say nothing new. Nor does a push that
        comes again: switches repeat what they got no answer to.
        """
        listed = not (self.pushed or self.batch.previous_id) and self.tally.counts["duplicate"] < LISTED
        self.tally.add("duplicate", call.started_at.date(), seconds=call.talk_seconds)
        return [self._reject_row(call.line, call.raw, "duplicate", "duplicate", "", call.identity)] if listed else []

    def _known(self, calls):
        """The identities of those that are in the store."""
        if not calls:
            return set()
        starts = [call.started_at.replace(tzinfo=None) for call in calls]
        identities = [call.identity for call in calls]
        return set(known_identities(self.env, self.source, identities, min(starts), max(starts)))

    def _said(self, texts):
        """Which of these lines earlier pushes brought to this batch, which did not become calls then either.

        Lines that are too long are not among them: only their beginnings are kept, which may well be the same.
        """
        query = "SELECT raw FROM call_reject WHERE import_id = %s AND raw = ANY(%s) AND reason != 'too_long'"
        texts = list(texts)
        if texts:
            self.env.cr.execute(query, (self.batch.id, texts))
        return {text for (text,) in self.env.cr.fetchall()} if texts else set()

    @staticmethod
    def _text(item):
        """The line as it is kept: NUL cannot be stored, and would take the whole file with it."""
        return item.raw.replace("\x00", "�")

    def _reject(self, item, kind, reason, field, value):
        self.tally.add(kind)
        return self._reject_row(item.line, self._text(item), kind, reason, field, value)

    def _reject_row(self, line, raw, kind, reason, field, value):
        ids = (self.batch.id, self.source.id, self.company.id)
        return (*ids, self.offset + line, kind, reason, field, value, raw)

    def _rows(self, call, a_number, b_number):
        """The call, and behind it what resellers pay for it."""
        started_at = call.started_at.replace(tzinfo=None)
        used = (call.talk_seconds, call.duration, call.outcome, Use(call.service, call.quantity))
        self.rater.told = self.holds.payer(call.identity)
        self.rater.queue = call.queue
        self.rater.statements.call = (self.source.id, call.identity)
        vals = self.rater.vals(a_number.text, b_number.text, call.account_code, started_at, *used)
        self.tally.states[vals["state"]] += 1
        vals.update(
            import_id=self.batch.id,
            source_id=self.source.id,
            company_id=self.company.id,
            identity=call.identity,
            a_number=a_number.text or None,
            b_number=b_number.text or None,
            account_code=call.account_code or None,
            started_at=started_at,
            duration=call.duration,
            talk_seconds=call.talk_seconds,
            outcome=call.outcome,
            service=call.service,
            quantity=call.quantity,
            agent=call.agent or None,
            queue=call.queue or None,
            wholesale_level=None,
        )
        return self._sold(call, vals, a_number, b_number)

    def _sold(self, call, vals, a_number, b_number):
        """The rows of a call with their costs: what resellers pay, and what the carrier charges us."""
        rows = [vals, *(resale_rows(self.rater, vals) if vals["reseller_id"] else ())]
        for sold, paid in pairwise(rows):
            sold.update(resale_cost(self.costs.exchange, sold, paid))
        self._cost(call, rows[-1], a_number, b_number)
        return [tuple(row[column] for column in COLUMNS) for row in rows]

    def _cost(self, call, vals, a_number, b_number):
        """What the carrier charges, beside what we are paid."""
        vals.update(dict.fromkeys(COST_COLUMNS))
        if call.service == "voice":
            leg = self._leg(call, a_number, b_number)
            vals.update(self.costs.vals(leg, vals["state"], vals["amount"], vals["currency_id"]))

    @staticmethod
    def _leg(call, a_number, b_number):
        started_at = call.started_at.replace(tzinfo=None)
        return Leg(call.trunk, a_number.text, b_number.text, started_at, call.talk_seconds, call.duration, call.outcome)

    def _insert_rejects(self, rows):
        self._insert("call_reject", REJECT_COLUMNS, rows)

    def _insert(self, table, columns, rows):
        if rows:
            query = f"INSERT INTO {table} ({', '.join(columns)}) VALUES %s"  # names are this file's own constants
            self.env.cr.execute_values(query, rows, page_size=1_000)
