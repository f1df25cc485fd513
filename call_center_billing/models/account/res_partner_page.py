"""The page where a clerk sees everything of a customer: how much there is of each thing, and the way to it."""

from odoo import api, fields, models
from odoo.fields import Domain

from .credit import SALES

INVOICING = "account.group_account_invoice,account.group_account_readonly"


class ResPartner(models.Model):
    """Counts are of the whole account: the commercial partner and its contacts."""

    _inherit = "res.partner"

    call_number_count = fields.Integer(
        string="Numbers Now", compute="_compute_call_number_count", groups=SALES, help="A-numbers that are its own now."
    )
    call_order_count = fields.Integer(string="Orders of Account", compute="_compute_call_order_count", groups=SALES)
    call_invoice_count = fields.Integer(
        string="Invoices of Account", compute="_compute_call_money_counts", groups=INVOICING
    )
    call_payment_count = fields.Integer(
        string="Payments of Account", compute="_compute_call_money_counts", groups=INVOICING
    )
    call_reminder_count = fields.Integer(string="Reminders", compute="_compute_call_money_counts", groups=INVOICING)
    call_overdue = fields.Monetary(
        string="Overdue",
        compute="_compute_call_overdue",
        groups=INVOICING,
        help="What is left to pay of invoices whose time is up.",
    )

    def _compute_call_number_count(self):
        now = fields.Datetime.now()
        running = Domain("valid_to", "=", False) | Domain("valid_to", ">", now)
        counts = self._call_counts("call.number", running & Domain("valid_from", "<=", now), "partner_id")
        for partner in self:
            partner.call_number_count = counts.get(partner.commercial_partner_id, 0)

    def _compute_call_order_count(self):
        counts = self._call_counts("sale.order", Domain.TRUE, "partner_id")
        for partner in self:
            partner.call_order_count = counts.get(partner.commercial_partner_id, 0)

    def _compute_call_money_counts(self):
        invoices = self._call_counts("account.move", self._call_invoices(), "commercial_partner_id")
        payments = self._call_counts("account.payment", self._call_payments(), "partner_id")
        reminders = self._call_counts("credit.control.line", Domain.TRUE, "partner_id")
        for partner in self:
            account = partner.commercial_partner_id
            partner.call_invoice_count = invoices.get(account, 0)
            partner.call_payment_count = payments.get(account, 0)
            partner.call_reminder_count = reminders.get(account, 0)

    @api.depends_context("company")
    def _compute_call_overdue(self):
        mine = Domain("commercial_partner_id", "in", self.commercial_partner_id.ids)
        company = Domain("company_id", "=", self.env.company.id)
        rows = self.env["account.move"]._read_group(
            mine & company & self._call_overdue_invoices(), ["commercial_partner_id"], ["amount_residual_signed:sum"]
        )
        sums = dict(rows)
        for partner in self:
            partner.call_overdue = sums.get(partner.commercial_partner_id, 0)

    def _call_counts(self, model, domain, name):
        """{account: how many records of `model`}; `name` is the field that leads to the account or its contacts."""
        family = self.env["res.partner"].with_context(active_test=False)
        members = family.search([("commercial_partner_id", "in", self.commercial_partner_id.ids)])
        counts = {}
        for partner, count in self.env[model]._read_group(
            domain & Domain(name, "in", members.ids), [name], ["__count"]
        ):
            account = partner.commercial_partner_id
            counts[account] = counts.get(account, 0) + count
        return counts

    @api.model
    def _call_invoices(self):
        return Domain("move_type", "in", ("out_invoice", "out_refund"))

    @api.model
    def _call_overdue_invoices(self):
        unpaid = Domain([("state", "=", "posted"), ("payment_state", "in", ("not_paid", "partial"))])
        return self._call_invoices() & unpaid & Domain("invoice_date_due", "<", fields.Date.context_today(self))

    @api.model
    def _call_payments(self):
        return Domain("partner_type", "=", "customer")

    def action_open_call_account(self):
        """The account's page."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Account"),
            "res_model": "res.partner",
            "res_id": self.commercial_partner_id.id,
            "views": [(self.env.ref("call_center_billing.res_partner_view_form_account").id, "form")],
        }

    def action_view_call_numbers(self):
        """The account's numbers, those it has had too."""
        return self._call_action("call_center_billing.call_number_action", "partner_id", Domain.TRUE)

    def action_view_call_orders(self):
        """The account's orders."""
        return self._call_action("sale.action_orders", "partner_id", Domain.TRUE)

    def action_view_call_invoices(self):
        """The account's invoices and credit notes."""
        action = "account.action_move_out_invoice_type"
        return self._call_action(action, "partner_id", self._call_invoices(), default_move_type="out_invoice")

    def action_view_call_overdue(self):
        """The account's invoices whose time is up."""
        name = self.env._("Overdue Invoices")
        domain = self._call_overdue_invoices()
        return self._call_action("account.action_move_out_invoice_type", "partner_id", domain) | {"name": name}

    def action_view_call_payments(self):
        """What the account has paid, and was paid back."""
        domain = self._call_payments()
        vals = {"default_payment_type": "inbound", "default_partner_type": "customer"}
        return self._call_action("account.action_account_payments", "partner_id", domain, **vals)

    def action_view_call_reminders(self):
        """What the account was reminded of."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Reminders"),
            "res_model": "credit.control.line",
            "view_mode": "list,form",
            "domain": [("partner_id", "child_of", self.commercial_partner_id.id)],
            "context": {"create": False},
        }

    def _call_action(self, xml_id, name, domain, **context):
        """An action of records of this account; `name` is the field that leads there."""
        self.ensure_one()
        account = self.commercial_partner_id
        action = self.env["ir.actions.act_window"]._for_xml_id(xml_id)
        whole = domain & Domain(name, "child_of", account.id)
        return action | {"domain": list(whole), "context": {"default_partner_id": account.id} | context}
