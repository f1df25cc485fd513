"""Who may not call."""

from odoo import api, fields, models


class CallBlock(models.Model):
    """An account, or a bare number, that is kept from calling for a while or for good."""

    _name = "call.block"
    _description = "Block"
    _inherit = ["mail.thread"]
    _order = "date_from desc, id desc"

    partner_id = fields.Many2one(
        "res.partner", string="Customer", index=True, ondelete="restrict", help="All its numbers are blocked."
    )
    number = fields.Char(string="Blocked Number", help="With its country code: +46812345678. Whoever it belongs to.")
    company_id = fields.Many2one("res.company", required=True, index=True, default=lambda self: self.env.company)
    reason_id = fields.Many2one(
        "call.block.reason", string="Reason", required=True, ondelete="restrict", index=True, tracking=True
    )
    cause = fields.Selection(
        [("manual", "A person"), ("limit", "Limit reached"), ("overdue", "Overdue invoice"), ("fraud", "Fraud rule")],
        string="Blocked By",
        default="manual",
        required=True,
        readonly=True,
        help="Who blocked: a person, or which rule. Only that one lifts the block.",
    )
    date_from = fields.Datetime(string="From", required=True, default=fields.Datetime.now)
    date_to = fields.Datetime(string="Until", tracking=True, help="Empty: until it is lifted.")
    lifted_at = fields.Datetime(string="Lifted", readonly=True, copy=False, tracking=True)
    lifted_by_id = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")
    note = fields.Text(help="For colleagues. The caller hears the prompt of the reason, nothing else.")

    _one_target = models.Constraint(
        "CHECK ((partner_id IS NULL) <> (number IS NULL))", "Block either a customer or a number."
    )
    _period = models.Constraint("CHECK (date_to IS NULL OR date_to > date_from)", "A block must end after it begins.")
    _by_partner = models.Index("(partner_id) WHERE lifted_at IS NULL AND partner_id IS NOT NULL")
    _by_number = models.Index("(number) WHERE lifted_at IS NULL AND number IS NOT NULL")

    @api.model
    def _block(self, target, cause, reason=None, note=""):
        """Block an account or a number from now on.

        :param target: a res.partner, or a number as str
        :param str cause: a key of the field
        :param reason: call.block.reason
        """
        partner = None if isinstance(target, str) else target.commercial_partner_id
        return self.create(
            {
                "partner_id": partner and partner.id,
                "number": None if partner else target,
                "cause": cause,
                "reason_id": reason.id,
                "note": note,
            }
        )

    def _lift(self, cause):
        """Lift the open blocks among these that have this cause, and no others."""
        blocks = self.filtered(lambda block: not block.lifted_at and block.cause == cause)
        blocks.write({"lifted_at": fields.Datetime.now(), "lifted_by_id": self.env.uid})
        return blocks
