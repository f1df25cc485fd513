"""A clerk notes what a customer agreed to, or no longer does."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.call_center_billing.models.account.credit import CLERK


class CallCardAgree(models.TransientModel):
    """For the customer, with a note of how the clerk knows."""

    _name = "call.card.agree"
    _description = "Agree to Card Charges"

    partner_id = fields.Many2one("res.partner", string="Customer", required=True)
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    currency_id = fields.Many2one(related="company_id.currency_id")
    card_ids = fields.Many2many("payment.token", string="Saved Cards", compute="_compute_card_ids")
    token_id = fields.Many2one("payment.token", string="Card", domain="[('id', 'in', card_ids)]")
    auto = fields.Boolean(string="Auto Top-up")
    threshold = fields.Monetary(string="With Less Than")
    amount = fields.Monetary(string="Top Up With")
    day_cap = fields.Monetary(string="At Most a Day")
    day_count = fields.Integer(string="Top-ups a Day at Most", default=3)
    collect = fields.Boolean(string="Invoices on Their Due Date")
    note = fields.Char(string="How You Know", help="When and how the customer agreed, or took it back.")
    auto_text = fields.Text(compute="_compute_texts")
    collect_text = fields.Text(compute="_compute_texts")

    @api.model
    def default_get(self, fields_list):
        """As the account has it now."""
        vals = super().default_get(fields_list)
        account = self.env["res.partner"].browse(vals.get("partner_id")).commercial_partner_id
        if account:
            now = {
                "auto": account.call_auto_top_up,
                "threshold": account.call_auto_threshold,
                "amount": account.call_auto_amount,
                "day_cap": account.call_auto_day_cap,
                "day_count": account.call_auto_day_count or 3,
                "collect": account.call_collect_invoices,
                "token_id": (account.sudo().call_auto_token_id or account.sudo().call_collect_token_id).id,
            }
            vals |= {name: value for name, value in now.items() if name in fields_list}
        return vals

    @api.depends("partner_id", "company_id")
    def _compute_card_ids(self):
        for wizard in self:
            account = wizard.partner_id.with_company(wizard.company_id)
            wizard.card_ids = account._call_own_cards() if account else False

    @api.depends("company_id", "partner_id")
    def _compute_texts(self):
        for wizard in self:
            company = wizard.company_id.with_context(lang=wizard.partner_id.lang or self.env.lang)
            wizard.auto_text = company._call_consent_text("auto_top_up")
            wizard.collect_text = company._call_consent_text("collection")

    def action_agree(self):
        """Take it over, and note it."""
        self.ensure_one()
        if not self.env.user.has_group(CLERK):
            raise AccessError(self.env._("Clerks note what customers agree to."))
        note = (self.note or "").strip()
        if not note:
            raise UserError(self.env._("Write down when and how the customer told you."))
        account = self.partner_id.commercial_partner_id.with_company(self.company_id)
        account.check_access("write")
        account = account.with_context(lang=account.lang or self.env.lang)
        self._take_over_auto(account, note)
        self._take_over_collect(account, note)
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def _take_over_auto(self, account, note):
        if self.auto:
            terms = (self.threshold, self.amount, self.day_cap, self.day_count)
            if not account.call_auto_top_up or (self.token_id, *terms) != self._auto_now(account):
                account._call_agree_auto("clerk", self.token_id, *terms, note=note)
        else:
            account._call_end_auto("clerk", note)

    def _auto_now(self, account):
        terms = ("call_auto_threshold", "call_auto_amount", "call_auto_day_cap", "call_auto_day_count")
        return (account.sudo().call_auto_token_id.with_env(self.env), *(account[name] for name in terms))

    def _take_over_collect(self, account, note):
        if self.collect:
            if not account.call_collect_invoices or account.sudo().call_collect_token_id.id != self.token_id.id:
                account._call_agree_collect("clerk", self.token_id, note=note)
        else:
            account._call_end_collect("clerk", note)
