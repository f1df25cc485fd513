"""What the calls of an unknown number would cost."""

from odoo import fields, models

from ...fields import LooseMany2one, Micro

#: calls that are read and rated together
GROUP = 5_000


class CallUnknownEstimate(models.Model):
    """The last estimate for a number of a source; holds as long as no calls come or go."""

    _name = "call.unknown.estimate"
    _description = "Value of an Unknown Number's Calls"
    _log_access = False

    source_id = LooseMany2one("call.source", required=True)
    a_number = fields.Char(required=True, help="Empty for all calls whose number is withheld.")
    call_count = fields.Integer(help="Calls that were rated for this estimate.")
    last_call = fields.Datetime(help="When the last of them began.")
    amount = Micro(help="Sum of what they would cost by the company's basic price list, without tax.")
    unpriced_count = fields.Integer(help="Calls of them that the basic price list has no price for.")
    currency_id = LooseMany2one("res.currency")

    _one = models.UniqueIndex("(source_id, a_number)", "There is an estimate for this number already.")
