"""Who pays for calls to a DID?"""

from odoo import fields, models


class CallSource(models.Model):
    """Switches and trunks differ in whether their inbound calls are charged at all."""

    _inherit = "call.source"

    did_billing = fields.Selection(
        [("stranger", "Its holder, if the caller is no customer"), ("always", "Its holder, always")],
        string="Calls to DIDs",
        tracking=True,
        help="Who pays for calls to a number of the kind DID. Empty: the caller, as for all calls. The holder pays by "
        "the DID's own price list, else by its usual one. Premium numbers, whose callers pay, are not of that kind.",
    )
