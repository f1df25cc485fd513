"""The call store."""

from odoo import api, fields, models

from ...fields import Big, LooseMany2one, Micro
from ..account.price_rule import RULES
from ..tariff.call_destination import DESTINATION_CLASSES
from ..tariff.call_rate_unit import SERVICES

STATES = [
    ("rated", "Rated"),
    ("unrated", "No Rate"),
    ("unmatched", "Unknown Number"),
    ("unanswered", "Unanswered"),
    ("denied", "Refused"),
]
REASONS = [
    ("unknown_number", "Nobody owned the A-number at the time of the call"),
    ("withheld", "The caller withheld the number"),
    ("no_card", "Neither the price list nor the company names a rate card"),
    ("no_version", "No version of the rate card was in force at the time of the call"),
    ("no_rate", "The rate card has no rate for the called number"),
    ("too_late", "The call came later than the company bills calls"),
    ("not_billed", "The campaign is not billed"),
]

#: between what is left of a number and what stands for its last digits, see `call.retention`
PSEUDONYM = "~"


def masked_number(number, digits):
    """A called number with its last `digits` digits hidden; what is no full number is nobody's own.

    >>> masked_number("+46701110001", 3), masked_number("112", 3)
    ('+46701110•••', '112')
    """
    if not number.startswith("+") or PSEUDONYM in number:
        return number
    shown = max(len(number) - digits, 0)
    return number[:shown] + "•" * (len(number) - shown)


class CallRecord(models.Model):
    """One call. Narrow and without foreign keys, for there are millions; its import knows who brought it, and when.

    Money is in micro-units of the currency. An unrated call has no price; it is not a call that costs nothing.
    """

    _name = "call.record"
    _description = "Call"
    _order = "started_at desc, id desc"
    _rec_name = "identity"
    _auto = False  # the table is made by call_record_store
    _log_access = False

    import_id = LooseMany2one("call.import", readonly=True)
    source_id = LooseMany2one("call.source", readonly=True)
    company_id = LooseMany2one("res.company", readonly=True)
    identity = fields.Char(string="Call ID", readonly=True, help="Unique within the source.")
    a_number = fields.Char(string="A-Number", readonly=True, help="Who called.")
    b_number = fields.Char(string="B-Number", readonly=True, help="Who was called.")
    account_code = fields.Char(readonly=True)
    started_at = fields.Datetime(string="Started", readonly=True)
    duration = fields.Integer(readonly=True, help="Seconds from start to end, ringing included.")
    talk_seconds = fields.Integer(string="Talk Time", readonly=True, help="Seconds of conversation.")
    outcome = fields.Selection(
        [
            ("answered", "Answered"),
            ("no_answer", "No answer"),
            ("busy", "Busy"),
            ("failed", "Failed"),
            ("denied", "Refused by the switch"),
        ],
        readonly=True,
    )
    state = fields.Selection(STATES, readonly=True)
    reason = fields.Selection(REASONS, readonly=True, help="Why the call has no price, or is not billed.")
    number_id = LooseMany2one("call.number", string="Owned Number", readonly=True)
    partner_id = LooseMany2one("res.partner", string="Customer", readonly=True)
    campaign_id = LooseMany2one("call.campaign", readonly=True)
    rule = fields.Selection(RULES, string="Price List By", readonly=True, help="Who named the price list.")
    pricelist_id = LooseMany2one("product.pricelist", string="Price List", readonly=True)
    discount = fields.Integer(
        readonly=True, aggregator=None, help="Parts per million off the rate card's price; below 0 a surcharge."
    )
    fixed_price = Micro(readonly=True, aggregator=None, help="Instead of the rate card's price; none is not 0.")
    rate_id = LooseMany2one("call.rate", readonly=True)
    destination_id = LooseMany2one("call.destination", readonly=True)
    destination_class = fields.Selection(DESTINATION_CLASSES, readonly=True)
    billed_seconds = fields.Integer(readonly=True, help="Seconds charged for, after first seconds and steps.")
    unrounded = Micro(string="Unrounded Price", readonly=True)
    amount = Micro(string="Price", readonly=True, help="Without tax.")
    currency_id = LooseMany2one("res.currency", readonly=True)
    statement_id = LooseMany2one("call.statement", readonly=True)
    statement_line_id = LooseMany2one("call.statement.line", readonly=True)
    late = fields.Boolean(readonly=True, help="Came in when its own period had been billed: on the next bill instead.")
    service = fields.Selection(SERVICES, readonly=True, default="voice", help="What was used.")
    quantity = Big(
        readonly=True, help="Octets of a data session, texts, seconds of work; of a voice call its talk time counts."
    )
    agent = fields.Char(readonly=True, help="Who worked on the call, as the switch tells.")
    queue = fields.Char(readonly=True, help="Which queue the call waited in, as the switch tells.")

    def _masked_b_number(self, digits):
        """The called number for print and portal, its last `digits` digits hidden; short codes are nobody's own."""
        self.ensure_one()
        return masked_number(self.b_number or "", digits)

    @api.model
    @api.private
    def _note_changes(self, moments):
        """Calls that began at these moments were changed past the ORM. For add-ons that keep sums of calls."""
