"""A clerk enters a voucher's code for a customer."""

from odoo import api, fields, models
from odoo.fields import NO_ACCESS

from ..models.voucher import keys
from ..models.voucher.code import plain


class CallVoucherRedeem(models.TransientModel):
    """The browser saves the dialogue before its button is pressed: even then only digests are kept of the code."""

    _name = "call.voucher.redeem"
    _description = "Redeem a Voucher"

    partner_id = fields.Many2one("res.partner", string="Customer", required=True, readonly=True)
    code = fields.Char(
        compute="_compute_code", inverse="_inverse_code", help="16 digits; blanks between them do not matter."
    )
    digests = fields.Char(groups=NO_ACCESS, copy=False, exportable=False)
    outcome = fields.Char(readonly=True)
    message = fields.Char(readonly=True)
    currency_id = fields.Many2one("res.currency", compute="_compute_available")
    available = fields.Monetary(string="Available for Calls", compute="_compute_available")

    @api.depends("digests")
    def _compute_code(self):
        self.code = False

    def _inverse_code(self):
        for wizard in self:
            digits = plain(wizard.code)
            wizard.sudo().digests = " ".join(keys.digests(digits)) if digits else False

    @api.depends("partner_id", "outcome")
    @api.depends_context("company")
    def _compute_available(self):
        for wizard in self:
            wizard.currency_id = self.env.company.currency_id
            wizard.available = wizard.partner_id._call_payer().call_available

    def action_redeem(self):
        """Look the code up, use the voucher, and say what became of it."""
        self.ensure_one()
        self.env["call.voucher.batch"]._check_clerk()
        partner = self.partner_id.commercial_partner_id
        partner.check_access("read")
        known = self.sudo().digests
        redeemed = partner._call_redeem_digests(known.split(), "clerk") if known else partner._call_redeem("")
        # nothing is raised: a wrong code is counted in this transaction
        self.sudo().write(
            {"digests": False, "outcome": redeemed.outcome, "message": partner._call_redeemed_text(redeemed)}
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Redeem a Voucher"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }
