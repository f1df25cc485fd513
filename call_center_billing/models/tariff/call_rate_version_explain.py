"""The engine's explanation of a price, in the reader's language."""

from odoo import models

from ... import rating
from .quantity_text import in_megabytes


class CallRateVersion(models.Model):
    """Prices in words."""

    _inherit = "call.rate.version"

    def _explain(self, b_number, started_at, seconds, a_number="", service="voice"):
        """Price a call by this version and say how the price comes about.

        :return: what the engine says, and its explanation as text, one step a line
        :rtype: tuple(rating.Rated, str)
        """
        self.ensure_one()
        # a draft is compiled each time: it may have changed since
        card = self._compiled(service) if self.state == "published" else self._compile(service)
        call, tariff = self._engine_call(b_number, started_at, seconds, a_number), rating.Tariff(card)
        rated = rating.rate(call, tariff)
        return rated, self._tell(rated, call, tariff)

    def _tell(self, rated, call, tariff):
        """The steps to a price that the engine gave, one a line, in the reader's language.

        :param rating.Rated rated: what `rating.rate` gave for the call and tariff
        """
        return rating.text(self._steps(rated, call, tariff), self._wording())

    def _steps(self, rated, call, tariff):
        """The steps as keys and numbers, places in the reader's language.

        :return: list of `rating.Line`
        """
        if rated.rate:
            # compiled rates keep English names, for readers of all languages share them
            name = self.env["call.rate"].sudo().browse(rated.rate.key).with_env(self.env).sudo().destination_id.name
            rated = rated._replace(rate=rated.rate._replace(destination=name or "", prefix=rated.rate.prefix or "*"))
        return in_megabytes(rating.explain(rated, call, tariff))

    def _wording(self):
        """`rating.ENGLISH` in the reader's language."""
        steps = {
            "destination": self.env._("{destination}, prefix {prefix}."),
            "card": self.env._("Rate card: {card}."),
            "zero_quantity": self.env._("Nobody spoke, so nothing is charged."),
            "all_free": self.env._("The free seconds cover all of it."),
            "billed": self.env._(
                "Used {used} {unit}, charged {billed} {unit}: first {first} {unit}, then steps of {next}."
            ),
            "billed_total": self.env._(
                "Used {used} {unit}, charged {billed} {unit}: at least {first}, in multiples of {next}."
            ),
            "billed_blocks": self.env._("Used {used} {unit}, charged {billed} {unit}: in whole steps."),
            "billed_minimum": self.env._("At least {minimum} {unit} are charged."),
            "free": self.env._("{units} {unit} free."),
            "fee": self.env._("Connection fee: {amount}."),
            "usage": self.env._("{units} {unit} at {price} per {per} {unit}: {amount}."),
            "usage_band": self.env._("{units} {unit} at {price} per {per} {unit} ({band}): {amount}."),
            "discount": self.env._("Discount {rate} %: {amount}."),
            "surcharge": self.env._("Surcharge {rate} %: {amount}."),
            "minimum_charge": self.env._("A call costs at least {price}: {amount}."),
            "maximum_charge": self.env._("A call costs at most {price}: {amount}."),
            "rounding": self.env._("{exact} rounded to {digits} decimals ({method})."),
            "amount": self.env._("Price without tax: {amount}."),
        }
        return {**rating.ENGLISH, **steps, **self._wording_of_reasons()}

    def _wording_of_reasons(self):
        """Why there is no price; units; ways to round."""
        return {
            "unrated_no_rate": self.env._("The rate card has no rate for {number}."),
            "unrated_not_valid": self.env._(
                "The rate card's rates for {number} did not hold then, or not for that caller."
            ),
            "unrated_negative_quantity": self.env._("The duration is below zero."),
            "unrated_too_long": self.env._("The call is longer than a year, so something is wrong with its record."),
            "unit.second": self.env._("s"),
            "unit.agent_second": self.env._("s of agent time"),
            "unit.call": self.env._("call(s)"),
            "unit.message": self.env._("message(s)"),
            "unit.byte": self.env._("byte(s)"),
            "unit.megabyte": self.env._("MB"),
            "unit.mebibyte": self.env._("MiB"),
            "method.half_up": self.env._("to the nearest"),
            "method.half_even": self.env._("to the nearest, halves to even"),
            "method.up": self.env._("up"),
            "method.down": self.env._("down"),
        }
