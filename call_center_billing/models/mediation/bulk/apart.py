"""Calls of accounts that others pay for, or that a reseller sold: they are few, and go call by call."""

from .holds import store_singly

APART = "SELECT id FROM res_partner WHERE call_payer_id IS NOT NULL OR call_reseller_id IS NOT NULL"


def accounts_apart(env):
    """Ids of the accounts whose calls are to be stored one by one.

    :rtype: list[int]
    """
    env["res.partner"].flush_model()
    env.cr.execute(APART)
    return [partner_id for (partner_id,) in env.cr.fetchall()]


def without_apart(pipeline, calls):
    """Store the calls of such accounts one by one.

    :param BulkPipeline pipeline: nothing may be done meanwhile over its connection
    :param calls: frame of calls that are not in the store, with a column `row`
    :return: the other calls
    """
    import polars as pl

    payers = pipeline.prices.payers(calls)
    rows = payers.filter(pl.col("partner_id").is_in(pipeline.apart))["row"]
    if rows.is_empty():
        return calls
    apart = pl.col("row").is_in(rows.implode())
    pipeline.settle()
    store_singly(pipeline, calls.filter(apart))
    return calls.filter(~apart).drop("row").with_row_index("row")
