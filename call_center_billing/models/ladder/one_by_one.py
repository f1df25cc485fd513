"""What is done to many accounts, one after the other."""

import logging

from psycopg2 import OperationalError

from odoo import api, models

_logger = logging.getLogger(__name__)


class ResPartner(models.Model):
    """An account whose turn goes wrong keeps no other from its own."""

    _inherit = "res.partner"

    @api.private
    def _call_one_by_one(self, act):
        """Do something to each account; by the clock, each account's is kept before the next one's turn.

        An error that nobody foresaw is undone, noted in the log and tried again at the next run.

        :param act: what is done, given the account
        :return: those of which it returned something true
        """
        done = self.browse()
        by_clock = self.env.context.get("call_ladder_progress")
        for account in self:
            try:
                with self.env.cr.savepoint():
                    if act(account):
                        done += account
            except OperationalError:
                raise  # the database's own: the whole run is tried again
            except Exception:
                _logger.exception("Account %s passed over", account.id)
            if by_clock and not self.env["ir.cron"]._commit_progress(1):
                break
        return done
