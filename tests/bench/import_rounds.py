"""Runs in Odoo's shell: one process that reads files, or copies finished rows, and prints the seconds of each.

Environment: DO, words of: warm, reset, import:SOURCE:FILE, dump:FILE, copy:FILE, load:FILE, bytes, wait:MOMENT.
"""

import os
import resource
import time

from odoo.addons.call_center_billing.models.mediation.pipeline import COLUMNS
from odoo.addons.call_center_billing.rating.frame_deck import deck_of

STORE = "call_record_store"
NAMES = ", ".join(("id", *COLUMNS))


def warm():
    """The card as a worker has it that has imported before."""
    for version in env["call.rate.version"].search([("state", "=", "published")]):  # noqa: F821
        deck_of(version._compiled())
        version._rate_columns()


def reset():
    """As before the first import, without dead rows."""
    env.cr.execute(f"TRUNCATE {STORE}, call_reject, call_import_day CASCADE")  # noqa: F821
    for table in ("call_statement_line", "call_statement", "call_import"):
        env.cr.execute(f"DELETE FROM {table}")  # noqa: F821
    env.cr.commit()  # noqa: F821
    env.invalidate_all()  # noqa: F821
    connection = env.cr._cnx  # noqa: F821
    connection.autocommit = True
    with connection.cursor() as cursor:
        for command in ("VACUUM call_statement_line", "VACUUM call_statement", "VACUUM call_import", "CHECKPOINT"):
            cursor.execute(command)
    connection.autocommit = False


def read(name, path):
    """Read a file as a job does."""
    source = env["call.source"].search([("name", "=", name)])  # noqa: F821
    batch = env["call.import"].create({"source_id": source.id, "name": path})  # noqa: F821
    with open(path, "rb") as stream:
        batch._read_file(stream, batch._begin_alone())
    env.cr.commit()  # noqa: F821
    return f"{batch.stored_count} stored"


def dump(path):
    """The finished rows, for `copy`."""
    with open(path, "wb") as file:
        query = f"COPY (SELECT {NAMES} FROM {STORE} ORDER BY id) TO STDOUT WITH (FORMAT csv)"
        env.cr.copy_expert(query, file)  # noqa: F821


def copy(path):
    """The limit: the finished rows into the same indexed tables."""
    with open(path, "rb") as file:
        env.cr.copy_expert(f"COPY {STORE} ({NAMES}) FROM STDIN WITH (FORMAT csv)", file, size=1 << 18)  # noqa: F821
    env.cr.commit()  # noqa: F821


def load(path):
    """Odoo's own import of the same lines, already rated: fields by `load`, 2,000 lines of them."""
    fields = [name for name in COLUMNS if not name.endswith("_id") and name not in ("discount", "fixed_price")]
    env.cr.execute(f"SELECT {', '.join(fields)} FROM {STORE} ORDER BY id LIMIT 2000")  # noqa: F821
    rows = [["" if value is None else str(value) for value in row] for row in env.cr.fetchall()]  # noqa: F821
    place = fields.index("identity")
    for number, row in enumerate(rows):
        row[place] = f"load.{path}.{number}"
    begin = time.perf_counter()
    found = env["call.record"].load(fields, rows)  # noqa: F821
    assert not found["messages"], found["messages"][:2]
    env.flush_all()  # noqa: F821
    seconds = time.perf_counter() - begin
    env.cr.rollback()  # noqa: F821
    return f"{len(rows) / seconds:.0f} calls/s"


def bytes_a_call():
    env.cr.execute(f"SELECT count(*) FROM {STORE}")  # noqa: F821
    count = env.cr.fetchone()[0]  # noqa: F821
    env.cr.execute(  # noqa: F821
        f"""SELECT sum(pg_relation_size(inhrelid)), sum(pg_indexes_size(inhrelid))
              FROM pg_inherits WHERE inhparent = '{STORE}'::regclass"""
    )
    heap, index = env.cr.fetchone()  # noqa: F821
    return f"{heap / count:.0f} + {index / count:.0f} bytes"


def main():
    for word in os.environ["DO"].split():
        verb, _colon, rest = word.partition(":")
        begin = time.perf_counter()
        if verb == "import":
            said = read(*rest.split(":", 1))
        elif verb == "wait":
            time.sleep(max(float(rest) - time.time(), 0))
            said = ""
        else:
            act = {"warm": warm, "reset": reset, "dump": dump, "copy": copy, "load": load, "bytes": bytes_a_call}
            said = act[verb](*([rest] if rest else [])) or ""
        print("DONE", verb, f"{time.perf_counter() - begin:.3f}", said, flush=True)
    print("PEAK", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, flush=True)


main()
