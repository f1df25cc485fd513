"""Blocks of finished calls into the call store by COPY, while the next block is computed."""

import io
from collections import deque
from concurrent.futures import ThreadPoolExecutor

from psycopg2.errors import UniqueViolation

from ..known_calls import APART, known_identities
from ..store_names import STORE

#: blocks that lie ready while one is being written, so that the database never waits for the next
READY = 1


class BulkStore:
    """Writes blocks, in their order, while the next ones are computed.

    psycopg2 lets one thread use a connection at a time. So whoever asks the database in between calls `wait` first.

    :param columns: the columns of `call.record` that come in each frame
    :param stored: called with each frame whose calls are in the store now
    :param duplicates: called with each frame of calls that were there already
    """

    def __init__(self, env, source, columns, stored, duplicates):
        self.env = env
        self.source = source
        self.columns = columns
        self.stored = stored
        self.duplicates = duplicates
        self.months = set()
        self.threads = ThreadPoolExecutor(1, thread_name_prefix="call-copy")
        self.pending = deque()
        #: whether a block was refused, and those behind it wait until it is in
        self.refused = False
        #: whether the last block held calls that were there already
        self.repeating = False

    def put(self, calls):
        """Store the calls of a frame, or what is new of them."""
        calls = self._without_strays(calls)
        if calls.is_empty():
            return
        text = self._text(calls)
        self._settle(READY)
        self._make_months(calls)
        self.pending.append((calls, self.threads.submit(self._copy, text)))

    def wait(self):
        """Until all blocks are in the store."""
        self._settle(0)

    def _settle(self, left):
        """Until only so many blocks are on their way."""
        while len(self.pending) > left:
            calls, future = self.pending.popleft()
            if future.result():
                self.stored(calls)
            else:
                self._sort_out(calls)

    def _sort_out(self, calls):
        """Store what is new of a block that was refused; those behind it are, too, from now on."""
        for _calls, future in self.pending:
            future.result()
        self.refused, self.repeating = False, True
        new = self.known(calls)
        if not new.is_empty() and not self._copy(self._text(new)):
            raise RuntimeError("calls that are not in the store were refused as if they were")
        self.stored(new)

    def close(self):
        """End the thread; what it was writing is written."""
        self.threads.shutdown()

    def known(self, calls):
        """Take out the calls that are in the store, and tell of them.

        :return: the other calls
        """
        import polars as pl

        there = pl.DataFrame({"identity": self._identities(calls)}, schema={"identity": pl.String})
        again = calls.join(there, on="identity", how="semi", maintain_order="left")
        if again.is_empty():
            return calls
        self.duplicates(again)
        return calls.join(there, on="identity", how="anti", maintain_order="left")

    def any_known(self, calls, sample=500):
        """Whether some of the first calls are in the store."""
        return bool(self._identities(calls.head(sample)))

    def _identities(self, calls):
        starts = calls["started_at"].dt.replace_time_zone(None)
        return known_identities(self.env, self.source, calls["identity"].to_list(), starts.min(), starts.max())

    def _without_strays(self, calls):
        """Months know their own calls only: those about the turn of a month may be in the other month.

        :return: the calls that are not
        """
        import polars as pl

        start = pl.col("started_at")
        month = start.dt.truncate("1mo")
        near = calls.filter((start - month < APART) | (month.dt.offset_by("1mo") - start < APART))
        if near.is_empty():
            return calls
        self.wait()
        left = self.known(near)
        if len(left) == len(near):
            return calls
        self.repeating = True
        gone = near.join(left, on="identity", how="anti")
        return calls.join(gone, on="identity", how="anti", maintain_order="left")

    def _make_months(self, calls):
        months = set(calls["started_at"].dt.truncate("1mo").unique().to_list())
        for month in months - self.months:
            self.wait()
            self.env["call.record"]._ensure_months(month, month)
        self.months |= months

    def _text(self, calls):
        text = io.BytesIO()
        calls.select(self.columns).write_csv(text, include_header=False, datetime_format="%Y-%m-%d %H:%M:%S%.f")
        return text.getvalue()

    def _copy(self, text):
        """
        :return: whether all went in; if not, none did
        """
        if self.refused:
            return False
        cr = self.env.cr
        cr.execute("SAVEPOINT call_block")
        query = f"COPY {STORE} ({', '.join(self.columns)}) FROM STDIN WITH (FORMAT csv)"
        try:
            cr.copy_expert(query, io.BytesIO(text), size=len(text) + 1)
        except UniqueViolation:
            cr.execute("ROLLBACK TO SAVEPOINT call_block; RELEASE SAVEPOINT call_block")
            self.refused = True
            return False
        cr.execute("RELEASE SAVEPOINT call_block")
        return True
