"""From the bytes of a file to rows in the call store."""

from collections import Counter
from datetime import UTC
from itertools import islice

from odoo import fields

from ...cdr import DIALECTS, Call, Ignored, Numbering, Reading, Refused, split_lines
from .costing import COST_COLUMNS, CallCosts, Leg
from .rater import CallRater

#: lines that are looked up, rated and stored together
GROUP = 5_000
#: repeated lines of one file that are listed one by one; the rest are only counted
LISTED = 10_000

COLUMNS = (
    *("import_id", "source_id", "company_id", "identity", "a_number", "b_number", "account_code", "started_at"),
    *("duration", "talk_seconds", "outcome", "state", "reason", "number_id", "partner_id", "campaign_id", "rate_id"),
    *("destination_id", "destination_class", "billed_seconds", "unrounded", "amount", "currency_id"),
    *("rule", "pricelist_id", "discount", "fixed_price", "statement_id", "statement_line_id", "late", *COST_COLUMNS),
)
TOTALS = ("line_count", "stored_count", "duplicate_count", "refused_count", "ignored_count", "talk_seconds")
REJECT_COLUMNS = ("import_id", "source_id", "company_id", "line_number", "kind", "reason", "field_name", "value", "raw")


class Pipeline:
    """Reads one import's file, or adds a push to it. Each record (in most dialects: each line) ends in one place."""

    def __init__(self, batch):
        self.env = batch.env(su=True)
        self.batch = batch.sudo()
        self.source = self.batch.source_id
        self.company = self.source.company_id
        self.numbering = Numbering(self.source.country_id.code, self.source.international_numbers)
        self.rater = CallRater(self.env, self.company)
        self.costs = CallCosts(self.env, self.source)
        self.counts = Counter()
        self.states = Counter()
        #: what earlier pushes brought to this batch; the lines of this one are numbered from there
        self.before = {field: self.batch[field] for field in TOTALS}
        self.pushed = self.batch.kind == "push"
        self.talk_seconds = 0

    def run(self, chunks):
        """Read, store and book the file that comes in `chunks` of bytes.

        :raise cdr.FileRefused: it is not a file of the source's dialect
        """
        reading = Reading(self.source.timezone, fields.Datetime.now().replace(tzinfo=UTC))
        dialect = DIALECTS[self.source.dialect]
        outcomes = dialect.read(split_lines(chunks, dialect.max_line), reading)
        self.env.flush_all()
        while group := list(islice(outcomes, GROUP)):
            self._store(group)
        self.rater.book()
        self.env.invalidate_all()

    def totals(self):
        """The import's control totals, by field: what it had before with what was read now."""
        kinds = ("stored", "duplicate", "refused", "ignored")
        added = (self.counts.total(), *(self.counts[kind] for kind in kinds), self.talk_seconds)
        return {field: self.before[field] + count for field, count in zip(TOTALS, added, strict=True)}

    def _store(self, group):
        calls, rejects = self._sort(group)
        normalised = [
            (call, self.numbering.normalise(call.a_number), self.numbering.normalise(call.b_number)) for call in calls
        ]
        self.rater.prepare(a_number.text for _call, a_number, _b_number in normalised)
        self.costs.prepare([self._leg(*item) for item in normalised])
        if calls:
            starts = [call.started_at for call in calls]
            self.env["call.record"]._ensure_months(min(starts), max(starts))
        self._insert("call_record", COLUMNS, [self._row(*item) for item in normalised])
        self._insert("call_reject", REJECT_COLUMNS, rejects)
        self.talk_seconds += sum(call.talk_seconds for call in calls)

    def _sort(self, group):
        """Part the new calls from the lines that do not become calls, and count both."""
        known = self._known(call.identity for call in group if isinstance(call, Call))
        said = self._said(self._text(item) for item in group if not isinstance(item, Call)) if self.pushed else ()
        calls, rejects = [], []
        for item in group:
            if not isinstance(item, Call) and self._text(item) in said:
                self.counts["duplicate"] += 1
            elif isinstance(item, Refused):
                rejects.append(self._reject(item, "refused", item.reason, item.field, item.value))
            elif isinstance(item, Ignored):
                rejects.append(self._reject(item, "ignored", item.reason, "", item.identity))
            elif item.identity in known:
                # a file that came before as a whole is told of by the import; its lines say nothing new. Nor does a
                # push that comes again: switches repeat what they got no answer to
                listed = not (self.pushed or self.batch.previous_id) and self.counts["duplicate"] < LISTED
                reject = self._reject(item, "duplicate", "duplicate", "", item.identity)
                rejects.extend([reject] if listed else [])
            else:
                known.add(item.identity)
                calls.append(item)
                self.counts["stored"] += 1
        return calls, rejects

    def _known(self, identities):
        query = "SELECT identity FROM call_record WHERE source_id = %s AND identity = ANY(%s)"
        self.env.cr.execute(query, (self.source.id, list(identities)))
        return {identity for (identity,) in self.env.cr.fetchall()}

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
        self.counts[kind] += 1
        ids = (self.batch.id, self.source.id, self.company.id)
        return (*ids, self.before["line_count"] + item.line, kind, reason, field, value, self._text(item))

    def _row(self, call, a_number, b_number):
        started_at = call.started_at.replace(tzinfo=None)
        vals = self.rater.vals(
            a_number.text,
            b_number.text,
            call.account_code,
            started_at,
            call.talk_seconds,
            call.duration,
            call.outcome,
        )
        leg = self._leg(call, a_number, b_number)
        self.states[vals["state"]] += 1
        vals.update(self.costs.vals(leg, vals["state"], vals["amount"], vals["currency_id"]))
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
        )
        return tuple(vals[column] for column in COLUMNS)

    @staticmethod
    def _leg(call, a_number, b_number):
        started_at = call.started_at.replace(tzinfo=None)
        return Leg(call.trunk, a_number.text, b_number.text, started_at, call.talk_seconds, call.duration, call.outcome)

    def _insert(self, table, columns, rows):
        if rows:
            query = f"INSERT INTO {table} ({', '.join(columns)}) VALUES %s"  # names are this file's own constants
            self.env.cr.execute_values(query, rows, page_size=1_000)
