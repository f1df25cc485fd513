"""Rules of billing of one campaign, where they differ from its client's."""

from odoo import fields, models


class CallCampaign(models.Model):
    """Whether a campaign is billed, as what, on which document, and to which analytic account."""

    _inherit = "call.campaign"

    billed = fields.Boolean(
        default=True,
        tracking=True,
        help="Off: the campaign's calls are stored and priced, but come on no statement. Holds for calls that come in "
        "from now on.",
    )
    product_id = fields.Many2one(
        "product.product",
        string="Article",
        ondelete="restrict",
        tracking=True,
        check_company=True,
        help="On orders and invoices instead of the destination's. Holds for calls that come in from now on.",
    )
    document = fields.Selection(
        [("together", "With the client's other calls"), ("order", "Own order"), ("invoice", "Own order and invoice")],
        string="Order and Invoice",
        default="together",
        required=True,
        tracking=True,
    )
    analytic_account_id = fields.Many2one(
        "account.analytic.account",
        ondelete="restrict",
        tracking=True,
        check_company=True,
        help="On the lines of the campaign's calls, on orders and invoices, besides what distribution models say.",
    )
