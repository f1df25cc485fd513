"""Corrected lines become calls of the import that they came with."""

from ..mediation.pipeline import Pipeline


def store(batch, readable):
    """Store, rate and book the calls that are not in the store yet, and note at each line what became of it.

    :param call.import batch: whose lines they are; its source is locked
    :param list readable: (call.reject, cdr.Call)
    """
    before = _ids(batch, [call.identity for _reject, call in readable])
    new = {}
    for reject, call in readable:
        outcome = "duplicate" if call.identity in before or call.identity in new else "stored"
        if outcome == "stored":
            new[call.identity] = call
        reject.write(reject._resolution("resolved") | {"outcome": outcome})
    if new:
        pipeline = Pipeline(batch)
        pipeline.store_fates(list(new.values()))
        pipeline.finish()
    ids = _ids(batch, [call.identity for _reject, call in readable])
    for reject, call in readable:
        reject.call_id = ids[call.identity]


def _ids(batch, identities):
    """The calls of the source that have these identities: {identity: id}."""
    domain = [("source_id", "=", batch.source_id.id), ("identity", "in", identities)]
    return {call.identity: call.id for call in batch.env["call.record"].search(domain)}
