"""Reservations for calls in progress."""

from odoo import fields, models
from odoo.fields import NO_ACCESS

from ...fields import Big, LooseMany2one, Micro
from ..mediation.call_record_number import WHOLE

#: what was asked and answered, of holds and denials alike
DECISION_REASONS = [
    ("ok", "Admitted"),
    ("blocked", "Blocked"),
    ("no_credit", "Not enough available"),
    ("unknown_number", "Unknown number"),
    ("withheld", "Number withheld"),
    ("no_rate", "No price for the called number"),
    ("destination_blocked", "Destination blocked"),
    ("price_cap", "Dearer than allowed"),
    ("channel_limit", "Too many calls at once"),
    ("rate_limit", "Too many calls in a second"),
    ("day_limit", "Day's limit reached"),
    ("distinct_limit", "Too many different numbers"),
    ("wrong_pin", "Wrong PIN"),
    ("pin_locked", "PIN locked"),
    ("unavailable", "No answer in time"),
]


class CallHold(models.Model):
    """What one call in progress may use at most. Rows come and go by SQL, in the transaction that decides.

    Live, and held back from the balance, is a hold that is open and has not expired. It expires by itself, and is
    settled all the same by an `end` or a call record that comes later.
    """

    _name = "call.hold"
    _description = "Call in Progress"
    _order = "begun_at desc, id desc"
    _log_access = False
    _rec_name = "call_id"

    source_id = LooseMany2one("call.source", required=True, readonly=True)
    call_id = fields.Char(string="Call ID", required=True, readonly=True, help="The switch's own name of the call.")
    company_id = LooseMany2one("res.company", required=True, readonly=True)
    partner_id = LooseMany2one("res.partner", string="Customer", required=True, readonly=True)
    sub_account_id = LooseMany2one(
        "res.partner", string="Sub-Account", readonly=True, help="Who calls, if another account pays."
    )
    number_id = LooseMany2one("call.number", string="Owned Number", readonly=True)
    by_pin = fields.Boolean(string="By PIN", readonly=True, help="Not the number but a PIN told whose call it is.")
    a_number = fields.Char(string="A-Number", readonly=True)
    numbers = fields.Json(readonly=True, exportable=False, groups=NO_ACCESS, help="Numbers as the switch wrote them.")
    inbound = fields.Boolean(readonly=True, help="The call came in: the customer has the B-number.")
    b_number = fields.Char(string="B-Number", readonly=True, groups=WHOLE)
    account_code = fields.Char(readonly=True)
    currency_id = LooseMany2one("res.currency", readonly=True)
    amount = Micro(string="Reserved", readonly=True, help="Tax included.")
    price = Micro(
        string="Without Tax", readonly=True, help="Of what is reserved; once the call has ended, of what it cost."
    )
    bundle_units = Big(string="Included Units", readonly=True, help="Units of bundles that the call may use.")
    max_seconds = fields.Integer(string="At Most", readonly=True, help="Seconds of conversation that were granted.")
    warn_at = fields.Integer(readonly=True, help="Second at which the caller is warned; 0 for no warning.")
    question = fields.Char(readonly=True, exportable=False, help="Digest of what was asked.")
    answer = fields.Json(readonly=True, help="What the switch was told, and is told again.")
    state = fields.Selection(
        [("open", "In Progress"), ("ended", "Ended"), ("settled", "Settled by Record"), ("expired", "Expired")],
        required=True,
        readonly=True,
        default="open",
        help="Ended: the switch told the end. Settled: the call record came instead. Expired: neither came in time.",
    )
    begun_at = fields.Datetime(string="Admitted", required=True, readonly=True)
    expires_at = fields.Datetime(string="Expires", required=True, readonly=True)
    ended_at = fields.Datetime(string="Ended at", readonly=True)
    talk_seconds = fields.Integer(string="Talk Time", readonly=True)
    charged = Micro(readonly=True, help="Price of the call, without tax, in its own currency.")
    charge_currency_id = LooseMany2one("res.currency", readonly=True)
    record_identity = fields.Char(readonly=True, help="The call record that stands for this call and adds nothing.")

    _call = models.UniqueIndex("(source_id, call_id)", "This call was admitted already.")
    _live = models.Index("(partner_id) WHERE state = 'open'")
    # a condition that questions about one account do not have, or those might read this index from end to end:
    # PostgreSQL keeps plans, and while there are no calls in progress one way is as good as another
    _company_live = models.Index("(company_id, expires_at) WHERE state = 'open' AND begun_at IS NOT NULL")
    _begun = models.Index("(partner_id, begun_at)")
    _sub_account = models.Index("(sub_account_id, begun_at) WHERE sub_account_id IS NOT NULL")
    _company_begun = models.Index("(company_id, begun_at)")

    def init(self):
        """A hold is written twice in its life: room in each page spares the indexes."""
        self.env.cr.execute("ALTER TABLE call_hold SET (fillfactor = 80)")

    def _cron_expire(self):
        """Name those expired that have been so for the balance since their time came."""
        self.env.cr.execute(
            "UPDATE call_hold SET state = 'expired' WHERE state = 'open' AND begun_at IS NOT NULL AND expires_at <= %s",
            (fields.Datetime.now(),),
        )
        self.invalidate_model(["state"])
