"""Many rows into a table at once: a deck has 260,000 of them."""

import io

ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def copy_rows(cr, table, columns, rows):
    """Write rows by COPY.

    :param rows: tuples of str, int, float, bool, datetime or None, one value per column
    """
    stream = io.StringIO()
    for row in rows:
        stream.write("\t".join(map(_cell, row)))
        stream.write("\n")
    stream.seek(0)
    cr.copy_expert(f"COPY {table} ({', '.join(columns)}) FROM STDIN", stream)


def next_ids(cr, table, count):
    """So many new ids of a table."""
    cr.execute("SELECT nextval(%s) FROM generate_series(1, %s)", (f"{table}_id_seq", count))
    return [row[0] for row in cr.fetchall()]


def _cell(value):
    if value is None or value is False:
        return "\\N" if value is None else "f"
    return value.translate(ESCAPES) if isinstance(value, str) else str(value)
