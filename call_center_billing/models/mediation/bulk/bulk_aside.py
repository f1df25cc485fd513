"""As `Aside`, of files that are read a block at a time: what waits stays columns, which take little room."""

from heapq import merge

from ....cdr import Call
from ..aside import GROUP, Aside, _order


class BulkAside(Aside):
    """The calls of one file that wait."""

    def __init__(self, pipeline):
        super().__init__(pipeline)
        self._frames = []

    def keep_frame(self, calls):
        """Take the calls of accounts with bundles out of a frame.

        :param calls: frame of calls that are not in the store, with numbers in one form
        :return: the others
        """
        import polars as pl

        payers = self.pipeline.rater.bundles.payers
        owners = self.pipeline.prices.payers(calls.with_row_index("row"))
        found = owners.filter(pl.col("partner_id").is_in(sorted(payers)))
        if found.is_empty():
            return calls
        mine = pl.int_range(pl.len()).is_in(found["row"].cast(pl.Int64).to_list())
        names = [name for name in Call._fields if name in calls.columns]
        waiting = calls.filter(mine).select(names)
        self._frames.append(waiting)
        self._note(
            {payers[user] for user in found["partner_id"]}, waiting["started_at"].min(), waiting["started_at"].max()
        )
        return calls.filter(~mine)

    def _in_order(self):
        """Override: those in frames, too; repeated ones are told of."""
        own = super()._in_order()
        return merge(own, self._of_frames(), key=_order) if self._frames else own

    def _of_frames(self):
        import polars as pl

        waiting = pl.concat(self._frames).sort("started_at", "identity")
        self._frames.clear()
        for part in waiting.iter_slices(GROUP):
            calls, rejects = self.pipeline._sort([Call(**row) for row in part.iter_rows(named=True)])
            self.pipeline._insert_rejects(rejects)
            yield from self.pipeline._prepared(calls)
