"""Who may not call."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

CAUSES = [
    ("manual", "A person"),
    ("limit", "Limit reached"),
    ("overdue", "Overdue invoice"),
    ("fraud", "Unusual traffic"),
]
#: what a block keeps from calling; the order is that of how little is left
LEVELS = [
    ("outgoing", "Outgoing calls"),
    ("service", "Outgoing and incoming calls"),
    ("inactive", "Everything but paying"),
    ("all", "Everything"),
]


class CallBlock(models.Model):
    """An account, or a bare number, that is kept from calling for a while or for good.

    A block of an account holds for all its numbers, one of a number for whoever owns it. Blocks are lifted, not
    deleted, and whoever blocked lifts: a person what a person blocked, a rule what the rule blocked.
    """

    _name = "call.block"
    _description = "Block"
    _inherit = ["mail.thread"]
    _order = "date_from desc, id desc"
    _check_company_auto = True

    partner_id = fields.Many2one(
        "res.partner", string="Customer", index=True, ondelete="restrict", help="All its numbers are blocked."
    )
    number = fields.Char(
        string="Blocked Number", help="With its country code: +46812345678. Blocked whoever it belongs to."
    )
    company_id = fields.Many2one("res.company", required=True, index=True, default=lambda self: self.env.company)
    reason_id = fields.Many2one("call.block.reason", required=True, ondelete="restrict", index=True, tracking=True)
    kind = fields.Selection(related="reason_id.kind", store=True)
    prompt_text = fields.Text(related="reason_id.prompt_id.text", string="The Caller Hears")
    cause = fields.Selection(
        CAUSES,
        string="Blocked By",
        default="manual",
        required=True,
        readonly=True,
        help="Who blocked: a person, or which rule. Only that one lifts the block.",
    )
    level = fields.Selection(
        LEVELS,
        string="What Is Blocked",
        default="all",
        required=True,
        tracking=True,
        help="Emergency numbers can always be called; numbers of customer service unless all is blocked or the service "
        "is inactive; numbers for paying unless all is blocked.",
    )
    date_from = fields.Datetime(string="From", required=True, default=fields.Datetime.now)
    date_to = fields.Datetime(string="Until", tracking=True, help="Empty: until it is lifted.")
    lifted_at = fields.Datetime(string="Lifted", readonly=True, copy=False, tracking=True)
    lifted_by_id = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")
    note = fields.Text(help="For colleagues. The caller hears the prompt of the reason, nothing else.")
    state = fields.Selection(
        [("planned", "Planned"), ("open", "In force"), ("over", "Run out"), ("lifted", "Lifted")],
        compute="_compute_state",
    )

    _one_target = models.Constraint(
        "CHECK ((partner_id IS NULL) <> (number IS NULL))", "Block either a customer or a number."
    )
    _period = models.Constraint("CHECK (date_to IS NULL OR date_to > date_from)", "A block must end after it begins.")
    # what admission asks: few rows, whatever the history
    _by_partner = models.Index("(partner_id) WHERE lifted_at IS NULL AND partner_id IS NOT NULL")
    _by_number = models.Index("(number) WHERE lifted_at IS NULL AND number IS NOT NULL")
    _one_each = models.Constraint(
        "EXCLUDE USING gist (company_id WITH =, partner_id WITH =, cause WITH =, tsrange(date_from, date_to) WITH &&)"
        " WHERE (lifted_at IS NULL AND partner_id IS NOT NULL AND cause <> 'manual')",
        "This rule has blocked the customer already.",
    )

    @api.depends("date_from", "date_to", "lifted_at")
    def _compute_state(self):
        now = fields.Datetime.now()
        for block in self:
            if block.lifted_at:
                block.state = "lifted"
            elif block.date_to and block.date_to <= now:
                block.state = "over"
            else:
                block.state = "planned" if block.date_from and block.date_from > now else "open"

    @api.depends("partner_id", "number")
    def _compute_display_name(self):
        for block in self:
            block.display_name = block.partner_id.display_name or block.number or self.env._("New block")

    @api.model_create_multi
    def create(self, vals_list):
        """Normalise numbers, let the commercial partner carry the block, and tell its history."""
        for vals in vals_list:
            self._normalise_vals(vals)
        blocks = super().create(vals_list)
        for block in blocks:
            block._say_blocked()
        return blocks

    def _normalise_vals(self, vals):
        if vals.get("partner_id"):
            vals["partner_id"] = self.env["res.partner"].browse(vals["partner_id"]).commercial_partner_id.id
        if vals.get("number"):
            company = self.env["res.company"].browse(vals.get("company_id")) or self.env.company
            numbers = self.env["call.number"].with_company(company)
            vals["number"] = numbers._to_e164(vals["number"], self.env["res.partner"])
        elif "number" in vals:
            vals["number"] = False

    @api.model
    def _open_domain(self, company):
        """The domain of the blocks that are in force now."""
        now = fields.Datetime.now()
        begun = Domain([("company_id", "=", company.id), ("lifted_at", "=", False), ("date_from", "<=", now)])
        return begun & (Domain("date_to", "=", False) | Domain("date_to", ">", now))

    @api.model
    def _block(self, target, cause, reason=None, note="", level="all"):
        """Block an account or a number from now on, in the company at work.

        What the same rule has blocked already stays as it is. A rule that may find the same account twice at once
        holds the account's lock meanwhile.

        :param target: a res.partner, or a number as str
        :param str cause: a key of `CAUSES`
        :param reason: call.block.reason; None: that of the cause
        :param str level: a key of `LEVELS`
        :return: the block that is in force
        :raise ValidationError: `target` is no telephone number
        :raise UserError: a person gives no reason
        """
        vals = {"cause": cause, "company_id": self.env.company.id, "note": note, "level": level}
        vals |= {"number": target} if isinstance(target, str) else {"partner_id": target.commercial_partner_id.id}
        self._normalise_vals(vals)
        if cause != "manual":
            same = [(name, "=", vals[name]) for name in vals.keys() & {"cause", "number", "partner_id"}]
            block = self.sudo().search(self._open_domain(self.env.company) & Domain(same), limit=1)
            if block:
                return block.sudo(self.env.su)
        reason = reason or self.env["call.block.reason"]._of_cause(cause)
        if not reason:
            raise UserError(self.env._("Choose why the customer or number is blocked."))
        blocks = self if cause == "manual" else self.sudo()
        return blocks.create(vals | {"reason_id": reason.id}).sudo(self.env.su)
