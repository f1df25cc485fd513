"""A version in the form that the pure engine wants."""

from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

from odoo import models, tools
from odoo.exceptions import UserError, ValidationError

from ... import rating
from .engine_rates import EngineRates


class CallRateVersion(models.Model):
    """Compiling, and pricing."""

    _inherit = "call.rate.version"

    @tools.ormcache("self.id", "service")
    def _compiled(self, service="voice"):
        """The rates of one service, compiled; kept per worker, for published versions never change.

        Every compiled rate has the id of its `call.rate` as key, and that of its destination, as text, as its
        destination class: so discounts and fixed prices of a tariff can be as particular as a destination.

        :param str service: voice, message, data or agent, as in `call.rate.service`
        :rtype: rating.Card
        """
        return self._compile(service)

    @tools.ormcache("self.id")
    def _rate_columns(self):
        """Unit, price and fee of the rates of a published version, kept per worker like `_compiled`.

        :return: a frame with columns `rate_key`, `unit`, `rate_price`, `rate_fee`
        """
        import polars as pl  # not above: it must not be used in a process that forks workers

        self.env.cr.execute(
            "SELECT id, unit, price, COALESCE(connection_fee, 0) FROM call_rate WHERE version_id = %s", (self.id,)
        )
        schema = {"rate_key": pl.Int64, "unit": pl.String, "rate_price": pl.Int64, "rate_fee": pl.Int64}
        return pl.DataFrame(self.env.cr.fetchall(), schema=schema, orient="row")

    def _compile_services(self):
        """Compile all services that the version has rates of.

        :raise UserError: what is wrong, and with which rate
        """
        for (service,) in self.env["call.rate"]._read_group([("version_id", "=", self.id)], ["service"]):
            self._compile(service)

    def _compile(self, service="voice"):
        """
        :rtype: rating.Card
        :raise UserError: what is wrong, and with which rate
        """
        self.ensure_one()
        rows = EngineRates(self.sudo(), service)
        try:
            return rating.Card.compile(
                rows,
                name=self.card_id.name,
                version=str(self.sequence),
                rounding=rating.Rounding(digits=self.rounding_digits, method=self.rounding_method),
                timezone=self.timezone,
                holidays=self._holidays(),
                increment_rule=self.increment_rule,
                band_rule=self.band_rule,
                edge_rule=self.edge_rule,
                fee_rule=self.fee_rule,
            )
        except rating.CardError as error:
            row = self.env["call.rate"].browse(rows.keys[error.row]) if error.row is not None else self
            raise UserError(
                self.env._(
                    "%(version)s cannot be used. %(row)s: %(reason)s",
                    version=self.display_name,
                    row=row.display_name,
                    reason=error.reason,
                )
            ) from error

    def _holidays(self):
        """Dates, in the version's time zone, that count as holidays and not as their weekday."""
        zone = ZoneInfo(self.timezone)
        dates = set()
        for leave in self.sudo().calendar_id.global_leave_ids:
            first = leave.date_from.replace(tzinfo=UTC).astimezone(zone).date()
            # a day off that ends at midnight does not take the day after it
            last = (leave.date_to - timedelta(seconds=1)).replace(tzinfo=UTC).astimezone(zone).date()
            dates.update(first + timedelta(days=number) for number in range((last - first).days + 1))
        return frozenset(dates)

    def _live_bands(self):
        """The engine's bands of each band, less the parts that earlier bands cover wholly.

        :rtype: dict[call.rate.band, tuple[rating.Band, ...]]
        """
        self.ensure_one()
        parts = [(band, part) for band in self.band_ids.sorted("sequence") for part in band._engine_bands(price=0)]
        holidays = rating.HOLIDAY + 1 if self.calendar_id and self._holidays() else rating.HOLIDAY
        days = rating.band.week(tuple(part for _band, part in parts))[:holidays]
        used = {index for _starts, indices in days for index in indices}
        live = {}
        for index, (band, part) in enumerate(parts, 1):
            live[band] = live.get(band, ()) + ((part,) if index in used else ())
        return live

    def _check_bands(self):
        """
        :raise ValidationError: a band that no moment is left for
        """
        for version in self:
            for band, parts in version._live_bands().items():
                only_holidays = band._days() == {rating.HOLIDAY}
                if only_holidays and not version.calendar_id:
                    reason = self.env._("it holds on holidays only, and the version has no calendar of holidays")
                elif not parts and not only_holidays:
                    reason = self.env._("the bands above it take all of its time")
                else:
                    continue
                raise ValidationError(
                    self.env._("Band “%(band)s” covers nothing: %(reason)s.", band=band.name, reason=reason)
                )

    def _rate_call(self, b_number, started_at, seconds, a_number=""):
        """Price one call, see `call.rate.card._rate_call`."""
        call = self._engine_call(b_number, started_at, seconds, a_number)
        return rating.rate(call, rating.Tariff(self._compiled()))

    def _engine_call(self, b_number, started_at, quantity, a_number=""):
        """
        :param datetime started_at: UTC, naive
        :rtype: rating.Call
        """
        return rating.Call(b_number or "", started_at.replace(tzinfo=UTC), quantity, a_number or "")
