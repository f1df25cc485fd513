"""From the bytes of a file to rows in the call store, a block at a time."""

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from itertools import islice

from ....cdr import Call
from ..pipeline import COLUMNS, LISTED, Pipeline
from .apart import accounts_apart, without_apart
from .bulk_aside import BulkAside
from .costs import BulkCosts
from .holds import without_admitted
from .prices import BulkPrices
from .statements import BulkStatements
from .store import BulkStore

#: records of dialects that are read one by one that make a block
BLOCK = 20_000
#: fewer calls are stored faster one by one
FEW = 100
#: priced blocks whose statements are looked for meanwhile
PLACING = 1
#: lines that did not become calls and are stored together
MANY = 50_000


class BulkPipeline(Pipeline):
    """As `Pipeline`, and to the same end, for files.

    :param bool alone: nothing else is done in the import's transaction, which reads committed data
    """

    def __init__(self, batch, alone=False):
        from ....cdr.numbers_frame import Numbers

        super().__init__(batch, alone)
        self.store = BulkStore(self.env, self.source, COLUMNS, self._count_stored, self._duplicates)
        self.sums = BulkStatements(self.env, self.source, self.store.wait, alone)
        inbound = self.source.did_billing
        self.prices = BulkPrices(self.rater.tariffs, self.store.wait, self.horizon, inbound)
        self.apart = accounts_apart(self.env)
        self.bulk_costs = BulkCosts(self.costs, self.store.wait)
        self.numbers = {"a_number": Numbers(self.calling), "b_number": Numbers(self.called)}
        self.aside = BulkAside(self)
        self.alone = alone
        self.waiting = []
        self.begun = False
        self.placing = deque()
        self.threads = ThreadPoolExecutor(1, thread_name_prefix="call-place")

    def _read(self, chunks, reading):
        batches = self._batches(chunks, reading)
        try:
            for calls, others in ahead(batches) if self.alone else batches:
                if isinstance(calls, list):
                    self.settle()
                    self._store(calls)
                else:
                    self._take(calls, others)
            self.settle()
        finally:
            self.threads.shutdown()
            self.store.close()
        self._flush_rejects()
        self.sums.write_sums()

    def _accounts(self):
        return None

    def _batches(self, chunks, reading):
        """Frames of calls with normalised numbers, each with the other fates of its lines; or a list of fates to store
        one by one. What asks the database is done at once, the rest may run in another thread."""
        if self.source.dialect == "asterisk_csv":
            from ....cdr.asterisk_frame import read_blocks

            return ((self._normalised(calls), others) for calls, others in read_blocks(chunks, reading))
        return self._groups(self._fates(chunks, reading))

    def _groups(self, fates):
        from ....cdr.call_frame import frame_of

        while group := list(islice(fates, BLOCK)):
            calls = [fate for fate in group if isinstance(fate, Call)]
            if len(calls) < FEW or any(call.service != "voice" for call in calls):
                yield group, []
            else:
                yield self._normalised(frame_of(calls)), [fate for fate in group if not isinstance(fate, Call)]

    def _take(self, calls, others):
        """Store a block: its calls, and the lines that are none."""
        _none, rejects = self._sort(others)
        self.waiting += rejects
        if len(self.waiting) > MANY:
            self.store.wait()
            self._flush_rejects()
        if not calls.is_empty():
            self._take_calls(calls)

    def _take_calls(self, calls):
        first = calls["identity"].is_first_distinct()
        if not first.all():
            self._duplicates(calls.filter(~first))
            calls = calls.filter(first)
        if not self.begun:
            self.begun = True
            self.store.repeating = bool(self.batch.previous_id) or self.store.any_known(calls)
        if self.store.repeating:
            self.settle()
            before = len(calls)
            calls = self.store.known(calls)
            self.store.repeating = len(calls) < before
        if self.holds.asked:
            calls = without_admitted(self, calls)
        if not calls.is_empty() and self.rater.bundles.partners:
            calls = self.aside.keep_frame(calls)
        calls = calls.with_row_index("row")
        if self.apart:
            calls = without_apart(self, calls)
        if not calls.is_empty():
            self._place(self.prices.columns(calls))

    def _place(self, calls):
        """Find the statements of priced calls; over connections of its own that is done while others are priced."""
        if self.alone:
            self.placing.append(self.threads.submit(self.sums.place, calls))
            self._put_placed(PLACING)
        else:
            self._put_block(self.sums.place(calls))

    def _put_placed(self, left):
        """Store blocks that have their statements, until only so many are on their way."""
        while len(self.placing) > left:
            self._put_block(self.placing.popleft().result())

    def _put_block(self, calls):
        self.store.put(self._finished(self.bulk_costs.columns(calls)))

    def settle(self):
        """Until all blocks so far are in the store, and nothing is done over the import's connection."""
        self._put_placed(0)
        self.store.wait()

    def _normalised(self, calls):
        return calls.with_columns(numbers.column(calls[name]).alias(name) for name, numbers in self.numbers.items())

    def _finished(self, calls):
        """The columns of the store; what is empty is null there."""
        import polars as pl

        texts = ("a_number", "b_number", "account_code", "agent", "queue")
        ids = {"import_id": self.batch.id, "source_id": self.source.id, "company_id": self.company.id}
        return calls.with_columns(
            *(pl.when(pl.col(name) != "").then(pl.col(name)).alias(name) for name in texts),
            *(pl.lit(value).alias(name) for name, value in ids.items()),
            service=pl.lit("voice"),
            quantity=pl.lit(None, pl.Int64),
            bundle_units=pl.lit(None, pl.Int64),
            **{name: pl.lit(None, pl.Int64) for name in ("sub_account_id", "reseller_id", "wholesale_level")},
        )

    def _count_stored(self, calls):
        """Count calls that are in the store now."""
        import polars as pl

        if calls.is_empty():
            return
        by_day = calls.group_by(pl.col("started_at").dt.date().alias("day")).agg(pl.len(), pl.col("talk_seconds").sum())
        for day, count, seconds in by_day.iter_rows():
            self.tally.add("stored", day, count, seconds)
        for state, count in calls.group_by("state").len().iter_rows():
            self.tally.states[state] += count
        starts = calls["started_at"]
        self.tally.span(starts.min().replace(tzinfo=None), starts.max().replace(tzinfo=None))
        self.sums.add(calls)

    def _duplicates(self, calls):
        """Count calls that came before; list the first of them."""
        import polars as pl

        room = 0 if self.batch.previous_id else max(LISTED - self.tally.counts["duplicate"], 0)
        for line, raw, identity in calls.head(room).select("line", "raw", "identity").iter_rows():
            self.waiting.append(self._reject_row(line, raw, "duplicate", "duplicate", "", identity))
        by_day = calls.group_by(pl.col("started_at").dt.date().alias("day")).agg(pl.len(), pl.col("talk_seconds").sum())
        for day, count, seconds in by_day.iter_rows():
            self.tally.add("duplicate", day, count, seconds)

    def _flush_rejects(self):
        """Store the lines that did not become calls."""
        self._insert_rejects(self.waiting)
        self.waiting = []


def ahead(items):
    """The same items, the next of which is made in a thread while the last is used."""
    items, end = iter(items), object()
    with ThreadPoolExecutor(1, thread_name_prefix="call-read") as threads:
        coming = threads.submit(next, items, end)
        while (item := coming.result()) is not end:
            coming = threads.submit(next, items, end)
            yield item
