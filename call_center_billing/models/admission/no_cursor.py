"""Where models work with what the worker keeps, and nothing else."""

from odoo.orm.environments import Transaction
from odoo.sql_db import BaseCursor

from .facts_function import SIGNALLING


class OrdinaryWay(Exception):
    """What is kept is not enough: the request must be answered the ordinary way."""


class NoCursor(BaseCursor):
    """Stands where models expect a cursor, as long as all that they are asked for is kept by the worker.

    :param registry: the models, as the worker has them
    :param bool readonly: whether the question changes nothing, so that a replica may answer it
    """

    def __init__(self, registry, readonly):
        super().__init__()
        self.dbname = registry.db_name
        self.readonly = readonly
        # read before anything that is kept is used: what is kept later is newer than these
        self.signals = [registry.registry_sequence, *(registry.cache_sequences[name] for name in SIGNALLING)]
        self.transaction = Transaction(registry)

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
