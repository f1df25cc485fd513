"""Calls of a block that were admitted beforehand."""

from ....cdr import Call


def without_admitted(pipeline, calls):
    """Take out the calls that were charged at their end, and store one by one those whose account a PIN told.

    :param BulkPipeline pipeline: nothing may be done meanwhile over its connection
    :param calls: frame of calls that are not in the store
    :return: the other calls
    """
    import polars as pl

    pipeline.settle()
    holds = pipeline.holds
    ended = holds.ended(calls.select("identity", "talk_seconds").rows())
    if ended:
        gone = pl.col("identity").is_in(list(ended))
        pipeline._duplicates(calls.filter(gone))
        calls = calls.filter(~gone)
    told = [identity for identity in calls["identity"] if holds.payer(identity)]
    if told:
        named = pl.col("identity").is_in(told)
        store_singly(pipeline, calls.filter(named))
        calls = calls.filter(~named)
    return calls


def store_singly(pipeline, calls):
    """Store these calls of a block one by one.

    :param BulkPipeline pipeline: nothing may be done meanwhile over its connection
    :param calls: frame of calls that are not in the store
    """
    names = [name for name in Call._fields if name in calls.columns]
    pipeline._store([Call(**row) for row in calls.select(names).iter_rows(named=True)])
