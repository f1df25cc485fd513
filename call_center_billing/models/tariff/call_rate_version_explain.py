"""The engine's explanation of a price, in the reader's language."""

from odoo import models

from ... import rating


class CallRateVersion(models.Model):
    """Prices in words."""

    _inherit = "call.rate.version"

    def _explain(self, b_number, started_at, seconds):
        """Price a call by this version and say how the price comes about.

        :return: what the engine says, and its explanation as text, one step a line
        :rtype: tuple(rating.Rated, str)
        """
        self.ensure_one()
        # a draft is compiled each time: it may have changed since
        card = self._compiled() if self.state == "published" else self._compile()
        call, tariff = self._engine_call(b_number, started_at, seconds), rating.Tariff(card)
        rated = rating.rate(call, tariff)
        return rated, rating.text(rating.explain(rated, call, tariff), self._wording())

    def _wording(self):
        """`rating.ENGLISH` in the reader's language."""
        steps = {
            "destination": self.env._("{destination}, prefix {prefix}."),
            "card": self.env._("Rate card: {card}."),
            "zero_quantity": self.env._("Nobody spoke, so nothing is charged."),
            "all_free": self.env._("The free seconds cover all of it."),
            "billed": self.env._(
                "{used} {unit} of conversation, {billed} {unit} charged: first {first} {unit}, then steps of {next}."
            ),
            "billed_total": self.env._(
                "{used} {unit} of conversation, {billed} {unit} charged: at least {first}, in multiples of {next}."
            ),
            "free": self.env._("{units} {unit} free."),
            "fee": self.env._("Connection fee: {amount}."),
            "usage": self.env._("{units} {unit} at {price} per {per} {unit}: {amount}."),
            "minimum_charge": self.env._("A call costs at least {price}: {amount}."),
            "maximum_charge": self.env._("A call costs at most {price}: {amount}."),
            "rounding": self.env._("{exact} rounded to {digits} decimals ({method})."),
            "amount": self.env._("Price without tax: {amount}."),
            "unrated_no_rate": self.env._("The rate card has no rate for {number}."),
            "method.half_up": self.env._("to the nearest"),
            "method.half_even": self.env._("to the nearest, halves to even"),
            "method.up": self.env._("up"),
            "method.down": self.env._("down"),
        }
        return {**rating.ENGLISH, **steps}
