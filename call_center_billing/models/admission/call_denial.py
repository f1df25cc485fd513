"""Questions that were not answered with a yes."""

from odoo import fields, models

from ...fields import LooseMany2one
from ..mediation.call_record_number import WHOLE
from .call_hold import DECISION_REASONS


class CallDenial(models.Model):
    """A call that was refused, or sent elsewhere: who asked what, and why it was refused."""

    _name = "call.denial"
    _description = "Refused Call"
    _order = "asked_at desc, id desc"
    _log_access = False
    _rec_name = "call_id"

    source_id = LooseMany2one("call.source", required=True, readonly=True)
    call_id = fields.Char(string="Call ID", required=True, readonly=True)
    company_id = LooseMany2one("res.company", required=True, readonly=True)
    partner_id = LooseMany2one("res.partner", string="Customer", readonly=True, index="btree_not_null")
    number_id = LooseMany2one("call.number", string="Owned Number", readonly=True)
    a_number = fields.Char(string="A-Number", readonly=True, index="btree_not_null")
    b_number = fields.Char(string="B-Number", readonly=True, groups=WHOLE)
    decision = fields.Selection(
        [("deny", "Refused"), ("ask_pin", "Asked for a PIN"), ("transfer", "Transferred")], required=True, readonly=True
    )
    reason = fields.Selection(DECISION_REASONS, required=True, readonly=True)
    block_id = LooseMany2one("call.block", readonly=True)
    question = fields.Char(readonly=True, exportable=False, help="Digest of what was asked.")
    answer = fields.Json(readonly=True, help="What the switch was told, and is told again.")
    asked_at = fields.Datetime(string="Asked", required=True, readonly=True, index=True)

    _question = models.UniqueIndex("(source_id, call_id, question) WHERE question IS NOT NULL")
