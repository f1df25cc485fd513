"""Who pays in time may use more."""

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...admission.ladder import raised
from ...money import MICRO
from ..account.credit import CREDIT_FIELDS, MANAGER


class ResPartner(models.Model):
    """Limits that rise by rule, and limits that people raise."""

    _inherit = "res.partner"

    def _call_raise_limit(self, invoice, paid_on):
        """Raise the account's limit for an invoice of calls that was paid, once; tell why, or why not.

        :param account.move invoice: the company's at work; :param date paid_on: when its last payment was made
        """
        self.ensure_one()
        company = self.env.company
        account = self.sudo()
        if account.call_policy == "prepaid" or account.call_credit_policy == "unlimited":
            return
        changes = self.env["call.credit.change"].sudo()
        waiting = Domain([("partner_id", "=", account.id), ("state", "=", "waiting"), ("cause", "=", "paid")])
        if changes.search_count(waiting | Domain("invoice_id", "=", invoice.id), limit=1):
            return
        limit = round(account.call_credit_limit * MICRO)
        new = raised(limit, company._call_rise())
        if new == limit:
            return
        if company.call_raise_in_time and invoice.invoice_date_due and paid_on > invoice.invoice_date_due:
            text = self.env._("%(invoice)s was paid after its due date: the credit limit stays.", invoice=invoice.name)
            account.message_post(body=text)
            return
        reason = self.env._(
            "%(invoice)s was paid on %(date)s. The rule: %(rule)s.",
            invoice=invoice.name,
            date=paid_on,
            rule=company._call_rise_text(),
        )
        rule = changes.with_user(self.env.ref("base.user_root")).with_company(company)
        rule._propose(account.with_env(rule.env), new / MICRO, reason, cause="paid", invoice_id=invoice.id)

    @api.model_create_multi
    def create(self, vals_list):
        """New customers begin below the sum as well, unless the company starts them higher."""
        if not self.env.su:
            for vals in vals_list:
                self.browse()._call_check_second_person(vals)
        return super().create(vals_list)

    def write(self, vals):
        """Limits above the company's sum want two persons; who has more to use is free at once."""
        if not self.env.su:
            self._call_check_second_person(vals)
        result = super().write(vals)
        if vals.keys() & CREDIT_FIELDS:
            self._call_free_of_limit(paid=bool(self.env.context.get("call_limit_by_rule")))
        return result

    def _call_check_second_person(self, vals):
        alone = self.env.company.call_second_person_above
        if not alone or not vals.keys() & {"call_credit_limit", "call_credit_policy"}:
            return
        limit = vals.get("call_credit_limit") or 0
        former = self.mapped("call_credit_limit") or [self.env.company.call_starting_credit]
        if limit > alone and any(limit > each for each in former):
            raise UserError(
                self.env._(
                    "A limit above %(sum)s wants a second person. Choose “Propose Limit”.",
                    sum=self.env.company.currency_id.format(alone),
                )
            )
        if vals.get("call_credit_policy") == "unlimited" and not self.env.user.has_group(MANAGER):
            raise UserError(self.env._("Only managers may lift a limit altogether."))

    def action_propose_limit(self):
        """The form in which a limit is proposed."""
        self.ensure_one()
        account = self.commercial_partner_id
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Propose Limit"),
            "res_model": "call.credit.propose",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_partner_id": account.id, "default_new_limit": account.call_credit_limit},
        }

    def action_view_credit_changes(self):
        """How the account's limit came to be what it is."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_credit_change_action")
        return action | {"domain": [("partner_id", "=", self.commercial_partner_id.id)], "context": {}}
