"""Connections that keep the plans of what is asked before every call.

Odoo hands its connections from request to request and has the database forget all plans in between; to make those of
the facts anew takes six times as long as to carry them out. So each worker keeps a few connections of its own for this
one purpose. They are in autocommit: a question that reserves begins and commits in the statements it sends.
"""

import os
import queue
from contextlib import contextmanager

import psycopg2
import psycopg2.extensions
from psycopg2.extensions import TRANSACTION_STATUS_IDLE as IDLE

from odoo.sql_db import connection_info_for

#: connections of a worker that wait for the next question; a worker that forks processes has one question at a time
KEPT = 4


class WarmConnection(psycopg2.extensions.connection):
    """A connection that knows how long its statements may take: it is told so once, not at each question."""

    deadline = None

    def allow(self, milliseconds):
        """Have a statement that takes longer end in an error. To be called outside a transaction."""
        if milliseconds != self.deadline:
            with self.cursor() as cursor:
                cursor.execute("SET statement_timeout = %s", (milliseconds,))
            self.deadline = milliseconds


class WarmConnections:
    """The connections of one process to one database."""

    def __init__(self, database, readonly):
        self.database = database
        self.readonly = readonly
        self.process = os.getpid()
        self._idle = queue.LifoQueue()

    @contextmanager
    def cursor(self, deadline):
        """A cursor for one question. After an error its connection is not used again.

        :param int deadline: milliseconds that each statement may take
        """
        connection = self._take()
        try:
            connection.allow(deadline)
            with connection.cursor() as cursor:
                yield cursor
                if connection.info.transaction_status != IDLE:
                    cursor.execute("ROLLBACK")
        except BaseException:
            connection.close()
            raise
        if self._idle.qsize() < KEPT:
            self._idle.put(connection)
        else:
            connection.close()

    def _take(self):
        try:
            return self._idle.get_nowait()
        except queue.Empty:
            return self._connect()

    def forget(self):
        """Close what is idle: the server has been away."""
        while True:
            try:
                self._idle.get_nowait().close()
            except queue.Empty:
                return

    def _connect(self):
        _name, info = connection_info_for(self.database, self.readonly)
        connection = psycopg2.connect(connection_factory=WarmConnection, **info)
        connection.set_session(autocommit=True, readonly=self.readonly or None)
        with connection.cursor() as cursor:
            # one plan for all accounts: each look-up goes by an index, whatever the values
            cursor.execute("SET plan_cache_mode = force_generic_plan; SET jit = off")
        return connection


_connections = {}


def warm_connections(database, readonly=False):
    """The connections of this process.

    :param bool readonly: to a replica, if there is one
    """
    key = (database, readonly)
    found = _connections.get(key)
    if found is None or found.process != os.getpid():  # what a parent process opened is not its children's
        found = _connections[key] = WarmConnections(database, readonly)
    return found
