"""Changes of what calls were charged: each is looked at before it is made, approved, and stays on record."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...fields import Micro
from ..account.credit import CLERK
from ..tariff.call_destination import DESTINATION_CLASSES

#: what a dry run rests on; whoever changes it must compute again
ASKED = {"kind", "method", "company_id", "partner_ids", "date_from", "date_to", "prefix", "card_id", "campaign_id"}
ASKED |= {"pricelist_id", "destination_class", "percent", "new_price", "move_id"}


class CallCorrection(models.Model):
    """A set of calls with their old and new prices. Nothing changes before it is approved.

    Calls that are not invoiced yet change in place. What was invoiced stays as it is: the difference goes to a credit
    note or an extra invoice, and onto the call as `adjusted`.
    """

    _name = "call.correction"
    _description = "Correction of Calls"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char(string="Reason", required=True, tracking=True, help="Why the prices change: customers read it.")
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    kind = fields.Selection(
        [("rerate", "Rate again"), ("credit", "Credit of calls"), ("invoice", "Change of a draft invoice")],
        required=True,
        default="rerate",
        readonly=True,
    )
    state = fields.Selection(
        [
            ("draft", "To Compute"),
            ("computed", "Computed"),
            ("approved", "Approved"),
            ("done", "Done"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
        help="Computed: old and new prices can be looked at, nothing has changed. Approved: being applied, account by "
        "account. Done: every account is applied, or set aside with a reason.",
    )
    method = fields.Selection(
        [
            ("rules", "As the rules say now"),
            ("discount", "The price charged, less a discount"),
            ("price", "A price per minute"),
        ],
        string="New Prices",
        required=True,
        default="rules",
        help="As the rules say now: price lists, discounts and rate cards as they hold today for the moment of each "
        "call. Connection fees and steps stay the rate card's.",
    )
    percent = fields.Float(string="Discount (%)", digits=(16, 4), help="On top of the discount a call was given.")
    new_price = Micro(string="Price per Minute", help="Instead of the rate card's. Without tax.")
    partner_ids = fields.Many2many(
        "res.partner", string="Customers", check_company=True, help="Empty: all.", domain="[('parent_id', '=', False)]"
    )
    date_from = fields.Date(string="Calls From", help="First day, included.")
    date_to = fields.Date(string="Calls To", help="Last day, included.")
    prefix = fields.Char(help="Only calls to numbers that begin so, such as 4670.")
    card_id = fields.Many2one(
        "call.rate.card", string="Rate Card", check_company=True, help="Only calls that this card priced."
    )
    campaign_id = fields.Many2one("call.campaign", check_company=True, help="Only calls of this campaign.")
    pricelist_id = fields.Many2one(
        "product.pricelist", string="Price List", check_company=True, help="Only calls that this list priced."
    )
    destination_class = fields.Selection(DESTINATION_CLASSES, string="Kind of Calls", help="Empty: all.")
    move_id = fields.Many2one(
        "account.move", string="Invoice Changed", readonly=True, copy=False, index="btree_not_null", check_company=True
    )
    goodwill = fields.Monetary(readonly=True, copy=False, help="Taken off the invoice by a line of its own.")
    suggested = fields.Boolean(
        readonly=True, copy=False, help="Made by the program, because a price was changed for a time that has passed."
    )
    computed_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    computed_at = fields.Datetime(string="Computed On", readonly=True, copy=False)
    approved_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    approved_at = fields.Datetime(string="Approved On", readonly=True, copy=False)
    account_ids = fields.One2many("call.correction.account", "correction_id", string="By Customer", readonly=True)
    line_ids = fields.One2many("call.correction.line", "correction_id", string="Calls That Change", readonly=True)
    move_ids = fields.One2many("account.move", "call_correction_id", string="Documents", readonly=True)
    move_count = fields.Integer(string="Documents Made", compute="_compute_move_count")
    look_count = fields.Integer(string="Calls Looked At", readonly=True, copy=False)
    left_count = fields.Integer(
        string="Left Out", readonly=True, copy=False, help="Credited or taken off a bill by hand: they stay so."
    )
    line_count = fields.Integer(
        string="Calls", compute="_compute_totals", store=True, help="Calls whose price changes."
    )
    unpriced_count = fields.Integer(
        string="Without New Price", compute="_compute_totals", store=True, help="Stay at the price they have."
    )
    aside_count = fields.Integer(string="Customers Set Aside", readonly=True, copy=False)
    old_amount = Micro(string="Charged", compute="_compute_totals", store=True, help="In the company's currency.")
    new_amount = Micro(string="New", compute="_compute_totals", store=True, help="In the company's currency.")
    difference = Micro(compute="_compute_totals", store=True, help="In the company's currency, without tax.")

    _dates = models.Constraint("CHECK (date_to >= date_from)", "The last day is before the first.")

    @api.depends("account_ids.line_count", "account_ids.unpriced_count", "account_ids.difference")
    def _compute_totals(self):
        for correction in self:
            accounts = correction.account_ids
            correction.line_count = sum(accounts.mapped("line_count"))
            correction.unpriced_count = sum(accounts.mapped("unpriced_count"))
            for name in ("old_amount", "new_amount", "difference"):
                correction[name] = sum(account._in_company_currency(account[name]) for account in accounts)

    @api.depends("move_ids")
    def _compute_move_count(self):
        for correction in self:
            correction.move_count = len(correction.move_ids)

    @api.depends("name", "kind")
    def _compute_display_name(self):
        for correction in self:
            correction.display_name = f"#{correction.id} {correction.name or ''}" if correction.id else ""

    @api.model_create_multi
    def create(self, vals_list):
        """Without results: those come from computing."""
        for vals in vals_list:
            self._check_asked(vals)
        return super().create(vals_list)

    def write(self, vals):
        """What was computed under other conditions says nothing any more."""
        self._check_asked(vals)
        if vals.keys() & ASKED:
            if any(correction.state not in ("draft", "computed") for correction in self):
                raise UserError(self.env._("What was approved is not changed any more. Make another correction."))
            self._forget()
        return super().write(vals)

    def _check_asked(self, vals):
        """
        :raise AccessError: results or an approval that somebody writes by hand
        """
        if self.env.su:
            return
        results = {name for name, field in self._fields.items() if field.readonly and field.store}
        given = vals.keys() & (results - {"id", "create_uid", "create_date", "write_uid", "write_date"})
        if given - {"kind"} or vals.get("kind", "rerate") != "rerate":
            raise AccessError(
                self.env._("Results of a correction are not written by hand: %s.", ", ".join(sorted(given)))
            )

    def _forget(self):
        """Take away what was computed."""
        sudo = self.sudo()
        sudo.account_ids.unlink()
        sudo.filtered(lambda correction: correction.state == "computed").write({"state": "draft"})

    def action_cancel(self):
        """Give it up: nothing of it was applied."""
        self.check_access("write")
        if any(correction.state not in ("draft", "computed") for correction in self):
            raise UserError(self.env._("What was approved cannot be given up. Correct it by another correction."))
        self.sudo().write({"state": "cancelled"})
        self.sudo().activity_unlink(["mail.mail_activity_data_todo"])

    def action_view_lines(self):
        """The calls with old and new price."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_correction_line_action")
        return action | {"domain": [("correction_id", "=", self.id)], "context": {}}

    def action_view_moves(self):
        """Credit notes and extra invoices that came of it."""
        return self.move_ids._get_records_action(name=self.env._("Documents"))

    def _check_clerk(self):
        if not (self.env.su or self.env.user.has_group(CLERK)):
            raise AccessError(self.env._("Only billing clerks may correct what calls were charged."))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_applied(self):
        if any(correction.state in ("approved", "done") for correction in self):
            raise UserError(self.env._("A correction that was applied stays: calls and documents rest on it."))
