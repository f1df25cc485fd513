"""Where models work with what the worker keeps, and nothing else."""

from odoo.orm.environments import Transaction
from odoo.sql_db import BaseCursor

from .facts_function import SIGNALLING


class OrdinaryWay(Exception):
    """What is kept is not enough: the request must be answered the ordinary way."""


class NoCursor(BaseCursor):
    """Stands where models expect a cursor, as long as all that they are asked for is kept by the worker.

    A thread uses one for question after question: `begin` comes before each.

    :param registry: the models, as the worker has them
    :param bool readonly: whether the question changes nothing, so that a replica may answer it
    """

    def __init__(self, registry, readonly):
        super().__init__()
        self.dbname = registry.db_name
        self.readonly = readonly
        self.registry = registry
        self.transaction = Transaction(registry)
        self.begin()

    def begin(self):
        """Note how often what the worker keeps has changed, before any of it is used: what is kept later is newer."""
        sequences = self.registry.cache_sequences
        self.signals = [self.registry.registry_sequence, *(sequences[name] for name in SIGNALLING)]
        self.cache.clear()  # of what Odoo counts of a transaction

    def execute(self, query, params=None, log_exceptions=True):
        """Nothing is read over this.

        :raise OrdinaryWay: always
        """
        raise OrdinaryWay

    def check(self, signals):
        """Make sure that what the worker keeps is up to date.

        :param list signals: how often other workers have changed something, by the database
        :raise OrdinaryWay: it is not
        """
        if signals != self.signals:
            raise OrdinaryWay
