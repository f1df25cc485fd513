"""Rows of another database, as lines of JSON and as positions to go on from."""

import contextlib
import hashlib
import json
import re
from datetime import UTC, datetime, timedelta

import psycopg2
import psycopg2.extensions
import pymysql

#: seconds to wait for a connection, and for a query
PATIENCE = 10
QUERY_PATIENCE = 60
#: a name or an address, and one only: paths would be sockets of this machine
HOST = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]*")
ERRORS = (psycopg2.Error, pymysql.Error)


@contextlib.contextmanager
def connected(kind, host, port, database, login, password):
    """A cursor on a connection that can only read.

    :param str kind: postgresql or mysql
    :raise psycopg2.Error: pymysql.Error:
    """
    opened = _postgresql if kind == "postgresql" else _mysql
    connection = opened(host=host, port=port, user=login, password=password, database=database)
    try:
        with connection.cursor() as cursor:
            yield cursor
    finally:
        connection.close()


def _postgresql(port, **access):
    connection = psycopg2.connect(
        port=port or 5432,
        connect_timeout=PATIENCE,
        application_name="call billing",
        options=f"-c statement_timeout={QUERY_PATIENCE}s -c TimeZone=UTC -c client_encoding=UTF8",
        **access,
    )
    connection.set_session(readonly=True, autocommit=True)
    return connection


def _mysql(port, **access):
    connection = pymysql.connect(
        port=port or 3306,
        connect_timeout=PATIENCE,
        read_timeout=QUERY_PATIENCE,
        charset="utf8mb4",
        init_command="SET SESSION TRANSACTION READ ONLY",
        local_infile=False,
        autocommit=True,
        **access,
    )
    with connection.cursor() as cursor:
        cursor.execute("SET SESSION time_zone = '+00:00'")
    return connection


def fetch(cursor, query, since, limit):
    """The rows from a position on, as (position, line).

    :raise ValueError: the query gives no column `position`, or a position that is none
    """
    cursor.execute(query, {"since": since, "limit": limit})
    names = [column[0] for column in cursor.description or ()]
    if "position" not in names:
        raise ValueError("position")
    at = names.index("position")
    return [
        (position_of(row[at]), _line(pair for pair in zip(names, row, strict=True) if pair[0] != "position"))
        for row in cursor.fetchall()
    ]


def _line(pairs):
    return json.dumps({name: _plain(value) for name, value in pairs}, ensure_ascii=False)


def _plain(value):
    """A value that JSON knows: whole numbers whole, moments as text."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("utf-8", "replace")
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if value is None or isinstance(value, int | float | str):
        return value
    return str(value)


def position_of(value):
    """A position as text: a moment, UTC if it knows its zone, or a whole number.

    :raise ValueError: it is neither
    """
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(" ") if value.tzinfo else value.isoformat(" ")
    return str(int(value if value is not None else ""))


def parsed(position):
    """The moment or the number that a position is.

    :raise ValueError: it is neither
    """
    return int(position) if re.fullmatch(r"-?\d{1,18}", position) else datetime.fromisoformat(position)


def rank(position):
    """By which positions are put in order; a moment without zone is taken for UTC, as the database is told to do."""
    at = parsed(position)
    if isinstance(at, int):
        return 0, at
    return 1, (at.astimezone(UTC).replace(tzinfo=None) if at.tzinfo else at)


def before(position, overlap):
    """The position `overlap` (seconds, or numbers) before this one, as `fetch` takes it."""
    at = parsed(position)
    if isinstance(at, int):
        return at - overlap
    return max(at, datetime(1971, 1, 1, tzinfo=at.tzinfo)) - timedelta(seconds=overlap)


def digest(line):
    """Tells a row from others that were fetched lately."""
    return hashlib.blake2b(line.encode(), digest_size=8).hexdigest()
