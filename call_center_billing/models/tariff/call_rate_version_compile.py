"""A version in the form that the pure engine wants."""

from datetime import UTC

from odoo import models, tools
from odoo.exceptions import UserError

from ... import rating


class CallRateVersion(models.Model):
    """Compiling, and pricing."""

    _inherit = "call.rate.version"

    @tools.ormcache("self.id")
    def _compiled(self):
        """The version compiled; kept per worker, for published versions never change.

        :rtype: rating.Card
        """
        return self._compile()

    def _compile(self):
        """
        :rtype: rating.Card
        :raise UserError: what is wrong, and with which rate
        """
        self.ensure_one()
        rows = self.rate_ids.sudo()
        try:
            return rating.Card.compile(
                [row._as_engine_rate() for row in rows],
                name=self.card_id.name,
                version=str(self.sequence),
                rounding=rating.Rounding(digits=self.rounding_digits, method=self.rounding_method),
                increment_rule=self.increment_rule,
            )
        except rating.CardError as error:
            row = rows[error.row].display_name if error.row is not None else self.display_name
            raise UserError(
                self.env._(
                    "%(version)s cannot be used. %(row)s: %(reason)s",
                    version=self.display_name,
                    row=row,
                    reason=error.reason,
                )
            ) from error

    def _rate_call(self, b_number, started_at, seconds):
        """Price one call, see `call.rate.card._rate_call`."""
        return rating.rate(self._engine_call(b_number, started_at, seconds), rating.Tariff(self._compiled()))

    def _engine_call(self, b_number, started_at, seconds):
        return rating.Call(b_number=b_number, started_at=started_at.replace(tzinfo=UTC), quantity=seconds)
