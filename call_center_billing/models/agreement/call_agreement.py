"""What was agreed with a customer: services, prices, cycle, terms and how well it is to be done."""

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

#: states in which nothing holds yet, and everything may change
OPEN = ("draft", "signed")
#: what may not change once it was signed
AGREED = ("partner_id", "company_id", "pricelist_id", "cycle_id", "payment_term_id", "date_start", "term_months")


class CallAgreement(models.Model):
    """Made from a quotation. The customer signs that; from its first day on, rating and billing follow it."""

    _name = "call.agreement"
    _description = "Service Agreement"
    _inherit = ["mail.thread", "mail.activity.mixin", "call.rule.mixin"]
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char(string="Number", required=True, readonly=True, copy=False, default="/")
    partner_id = fields.Many2one(
        "res.partner", string="Customer", required=True, index=True, ondelete="restrict", tracking=True
    )
    company_id = fields.Many2one("res.company", required=True, index=True, default=lambda self: self.env.company)
    user_id = fields.Many2one("res.users", string="Responsible", default=lambda self: self.env.user, tracking=True)
    order_id = fields.Many2one(
        "sale.order", string="Quotation", readonly=True, copy=False, index="btree_not_null", ondelete="restrict"
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("signed", "Signed"),
            ("active", "Active"),
            ("ended", "Ended"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
        help="Signed: its first day has not come, or something keeps it from beginning; see its history.",
    )
    pricelist_id = fields.Many2one(
        "product.pricelist",
        string="Price List",
        check_company=True,
        ondelete="restrict",
        tracking=True,
        help="The customer's from the first day on. Empty: the customer keeps what there is.",
    )
    cycle_id = fields.Many2one(
        "call.cycle",
        string="Billing Cycle",
        check_company=True,
        ondelete="restrict",
        tracking=True,
        help="The customer's from the first day on. Empty: the customer keeps what there is.",
    )
    payment_term_id = fields.Many2one(
        "account.payment.term",
        string="Payment Terms",
        check_company=True,
        ondelete="restrict",
        tracking=True,
        help="The customer's from the first day on. Empty: the customer keeps what there is.",
    )
    date_start = fields.Date(
        string="First Day", tracking=True, copy=False, help="Empty: the day on which it is signed."
    )
    date_end = fields.Date(
        string="Ends Before",
        tracking=True,
        copy=False,
        help="First day on which it no longer holds. Empty: until it is ended.",
    )
    term_months = fields.Integer(string="Term (Months)", default=12, aggregator=None, help="0: no end is agreed.")
    renewal = fields.Selection(
        [("none", "Ends"), ("same", "Goes on for the Same Term"), ("open", "Goes on without End")],
        string="At the End of the Term",
        required=True,
        default="same",
        tracking=True,
    )
    notice_days = fields.Integer(string="Notice (Days)", default=90, aggregator=None, help="Before the end of a term.")
    remind_days = fields.Integer(
        string="Remind before the End (Days)",
        aggregator=None,
        default=lambda self: self.env.company.call_agreement_remind_days,
        help="So long before its end, and before the last day for notice, whoever is responsible gets an activity.",
    )
    ended_on = fields.Date(string="Notice Given On", readonly=True, copy=False)
    service_ids = fields.One2many("call.agreement.service", "agreement_id", string="Services", copy=True)
    sla_ids = fields.One2many("call.agreement.sla", "agreement_id", string="Service Levels", copy=True)
    subscription_ids = fields.One2many("call.subscription", "agreement_id", string="Subscriptions", readonly=True)
    note = fields.Html(string="Further Terms")
    signed_by = fields.Char(related="order_id.signed_by", string="Signed By")
    signed_on = fields.Datetime(related="order_id.signed_on", string="Signed On")
    signature = fields.Image(related="order_id.signature", max_width=1024, max_height=1024)
    document_id = fields.Many2one("ir.attachment", string="Signed Document", readonly=True, copy=False)
    active = fields.Boolean(default=True)

    _days = models.Constraint("CHECK (date_end IS NULL OR date_end > date_start)", "It ends before it begins.")
    _term = models.Constraint(
        "CHECK (term_months >= 0 AND notice_days >= 0 AND remind_days >= 0)", "Months and days are 0 or more."
    )
    _number = models.UniqueIndex("(company_id, name) WHERE name <> '/'", "Another agreement has this number.")

    @api.model_create_multi
    def create(self, vals_list):
        """Number them."""
        for vals in vals_list:
            if vals.get("name", "/") == "/":
                company = self.env["res.company"].browse(vals.get("company_id")) or self.env.company
                sequence = self.env["ir.sequence"].sudo().with_company(company)
                vals["name"] = sequence.next_by_code("call.agreement") or "/"
        return super().create(vals_list)

    def write(self, vals):
        """Override: what was signed is not changed afterwards.

        :raise UserError: something agreed would change
        """
        if not self.env.context.get("call_agreement_step"):
            for agreement in self.filtered(lambda agreement: agreement.state not in OPEN or agreement.signed_on):
                if changed := [name for name in AGREED if name in vals]:
                    raise UserError(
                        self.env._(
                            "%(agreement)s was signed: %(field)s cannot change. Make a new quotation.",
                            agreement=agreement.name,
                            field=self._fields[changed[0]]._description_string(self.env),
                        )
                    )
        return super().write(vals)

    @api.constrains("partner_id")
    def _check_account(self):
        for agreement in self:
            if agreement.partner_id != agreement.partner_id.commercial_partner_id:
                raise ValidationError(
                    self.env._(
                        "%(contact)s is a contact of %(account)s: an agreement is made with the account.",
                        contact=agreement.partner_id.display_name,
                        account=agreement.partner_id.commercial_partner_id.display_name,
                    )
                )

    @api.constrains("term_months", "renewal")
    def _check_renewal(self):
        for agreement in self:
            if agreement.renewal == "same" and not agreement.term_months and agreement.date_end:
                raise ValidationError(self.env._("What has no term cannot go on for the same term."))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_signed(self):
        if any(agreement.state not in ("draft", "cancelled") for agreement in self):
            raise UserError(self.env._("Only drafts can be deleted. End the agreement instead."))

    def _notice_until(self):
        """The last day on which it can be ended at the end of its term; none without an end."""
        self.ensure_one()
        return self.date_end and fields.Date.subtract(self.date_end, days=self.notice_days + 1)

    def _term_text(self):
        """Its days and what happens at the end, as the customer reads it."""
        self.ensure_one()
        start = format_date(self.env, self.date_start) if self.date_start else self.env._("the day it is signed")
        if not self.term_months and not self.date_end:
            return self.env._(
                "From %(start)s, until it is ended with %(days)s days' notice.", start=start, days=self.notice_days
            )
        term = self.env._("%(months)s months", months=self.term_months)
        if self.date_end:
            term = self.env._("until %(day)s", day=format_date(self.env, fields.Date.subtract(self.date_end, days=1)))
        then = {
            "none": self.env._("Then it ends."),
            "same": self.env._(
                "Then it goes on for the same term, unless it is ended with %(days)s days' notice.",
                days=self.notice_days,
            ),
            "open": self.env._("Then it goes on, until it is ended with %(days)s days' notice.", days=self.notice_days),
        }
        return self.env._("From %(start)s, %(term)s. %(then)s", start=start, term=term, then=then[self.renewal])

    def _call_rule_fields(self):
        names = ("state", "pricelist_id", "cycle_id", "payment_term_id", "date_start", "date_end", "renewal")
        return (*names, *super()._call_rule_fields())
