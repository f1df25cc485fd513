"""What a correction means for one customer: applied, or set aside, as a whole."""

from odoo import api, fields, models
from odoo.exceptions import RedirectWarning, UserError

from ...fields import Micro
from ..tariff.exchange import Exchange
from .application import Application


class CallCorrectionAccount(models.Model):
    """The calls of one customer in one currency. They change in one transaction, all or none."""

    _name = "call.correction.account"
    _description = "Correction of a Customer's Calls"
    _order = "correction_id desc, difference, id"
    _rec_name = "partner_id"

    correction_id = fields.Many2one("call.correction", required=True, index=True, ondelete="cascade", readonly=True)
    company_id = fields.Many2one(related="correction_id.company_id")
    partner_id = fields.Many2one("res.partner", string="Customer", required=True, readonly=True, ondelete="restrict")
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    state = fields.Selection(
        [("waiting", "Waiting"), ("done", "Applied"), ("aside", "Set aside")],
        default="waiting",
        required=True,
        readonly=True,
    )
    error = fields.Text(string="Why Set Aside", readonly=True)
    note = fields.Char(readonly=True, help="Anything special about its documents, such as another date.")
    line_ids = fields.One2many("call.correction.line", "account_id", string="Calls That Change", readonly=True)
    move_ids = fields.Many2many("account.move", string="Documents", readonly=True)
    line_count = fields.Integer(string="Calls", readonly=True)
    unpriced_count = fields.Integer(string="Without New Price", readonly=True)
    old_amount = Micro(string="Charged", readonly=True)
    new_amount = Micro(string="New", readonly=True)
    difference = Micro(readonly=True)
    invoiced = Micro(
        string="Of It Invoiced", readonly=True, help="Part of the difference for which there will be documents."
    )

    _one_a_customer = models.UniqueIndex(
        "(correction_id, partner_id, currency_id)", "The correction has this customer already."
    )

    @api.private
    def _in_company_currency(self, amount):
        """An amount of this account in the company's currency, by today's rate."""
        company = self.company_id
        today = fields.Date.today()
        return Exchange(self.env, company).convert(amount, self.currency_id.id, company.currency_id.id, today)

    def _apply(self):
        """Apply these calls, once; what stands in the way sets them aside with the reason."""
        self.ensure_one()
        self.env.flush_all()
        self.env.cr.execute("SELECT state FROM call_correction_account WHERE id = %s FOR NO KEY UPDATE", (self.id,))
        if self.env.cr.fetchone() != ("waiting",):
            return
        try:
            with self.env.cr.savepoint():
                done = Application(self).run()
                self.write({"state": "done", "move_ids": [(6, 0, done.moves.ids)], "note": done.note})
        except (UserError, RedirectWarning) as error:
            self.write({"state": "aside", "error": error.args[0]})

    def _apply_each(self):
        """Apply these, in the transaction of the caller."""
        for account in self:
            account._apply()

    def action_view_lines(self):
        """The customer's calls with old and new price."""
        self.ensure_one()
        action = self.correction_id.action_view_lines()
        return action | {"domain": [("account_id", "=", self.id)]}
