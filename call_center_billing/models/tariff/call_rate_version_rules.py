"""The rules of a version: what holds for all of its rates."""

from odoo import fields, models

#: as the engine names them, or (the last four) what counts as a call before it is priced
RULE_FIELDS = (
    *("rounding_digits", "rounding_method", "increment_rule", "band_rule", "edge_rule", "fee_rule"),
    *("charged_time", "bill_no_answer", "bill_busy", "bill_failed"),
)


class CallRateVersionRules(models.AbstractModel):
    """Options in which switches, suppliers and countries differ; docs/rating.md has an example of each."""

    _name = "call.rate.version.rules"
    _description = "Rules of a Rate Card Version"

    rounding_digits = fields.Integer(
        string="Decimals",
        default=4,
        help="The price of a call is rounded once, at its end, to this many decimals of the currency.",
    )
    rounding_method = fields.Selection(
        [
            ("half_up", "To the nearest"),
            ("half_even", "To the nearest, halves to even"),
            ("up", "Up"),
            ("down", "Down"),
        ],
        string="Rounding",
        default="half_up",
        required=True,
    )
    increment_rule = fields.Selection(
        [("remainder", "Steps after the first seconds"), ("total", "The whole in multiples of the step")],
        string="Steps",
        default="remainder",
        required=True,
        help="With 30 first seconds and steps of 60, 45 seconds are charged as 90 by the first rule, 60 by the second.",
    )
    band_rule = fields.Selection(
        [("split", "Each second by its own band"), ("start", "The whole call by its start")],
        string="Calls Across Bands",
        default="split",
        required=True,
    )
    edge_rule = fields.Selection(
        [("carry", "A step runs over the edge"), ("cut", "Steps begin anew at the edge")],
        string="Steps at the Edge",
        default="carry",
        required=True,
        help="Where a time band or price step ends inside a step of seconds: the step has the price of its beginning "
        "and goes on over the edge, or is charged in full and a new one begins at the edge.",
    )
    fee_rule = fields.Selection(
        [("charged", "When there is something to charge"), ("answered", "On every answered call")],
        string="Connection Fee",
        default="charged",
        required=True,
        help="Whether calls that free seconds cover wholly pay the connection fee and the minimum charge.",
    )
    charged_time = fields.Selection(
        [("talk", "Conversation"), ("setup", "From set-up, ringing included")],
        default="talk",
        required=True,
        help="Which seconds of a call are charged.",
    )
    bill_no_answer = fields.Boolean(
        "Charge Unanswered Calls", help="Calls that nobody answered are priced like others, by the charged time."
    )
    bill_busy = fields.Boolean("Charge Busy Calls", help="Calls that met a busy line are priced like others.")
    bill_failed = fields.Boolean(
        "Charge Failed Calls", help="Calls that the network could not set up are priced like others."
    )

    def _billable_outcomes(self):
        """Outcomes of a call (`call.record.outcome`) that are priced."""
        chosen = {"no_answer": self.bill_no_answer, "busy": self.bill_busy, "failed": self.bill_failed}
        return frozenset({"answered", *(outcome for outcome, billed in chosen.items() if billed)})

    def _charged_seconds(self, outcome, talk_seconds, duration):
        """The seconds of a call that the version charges for; None if it charges nothing for such an outcome.

        :param int duration: seconds from start to end, ringing included
        """
        if outcome != "answered" and outcome not in self._billable_outcomes():
            return None
        return talk_seconds if self.charged_time == "talk" else duration
