"""From the signature on: what an agreement changes for rating and billing."""

import logging

from psycopg2 import IntegrityError

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import mute_logger

_logger = logging.getLogger(__name__)

#: fields of an account that an agreement sets, by its own fields' names
ASSIGNED = {
    "pricelist_id": "specific_property_product_pricelist",
    "cycle_id": "call_cycle_id",
    "payment_term_id": "property_payment_term_id",
}


class CallAgreement(models.Model):
    """What was there before is remembered, for when the agreement ends."""

    _inherit = "call.agreement"

    replaced = fields.Json(readonly=True, copy=False)

    def _sign(self):
        """The quotation was confirmed: the agreement holds from its first day on."""
        today = fields.Date.context_today(self)
        for agreement in self.filtered(lambda agreement: agreement.state == "draft"):
            agreement._step({"state": "signed", "date_start": agreement.date_start or today})
            agreement._agree_on_end()
            agreement._attach_document()
        self.filtered(lambda agreement: agreement.date_start <= today)._begin()

    def _agree_on_end(self):
        if self.term_months and not self.date_end:
            self._step({"date_end": fields.Date.add(self.date_start, months=self.term_months)})

    def _begin(self):
        """Let it hold. What keeps it from that is told to whoever is responsible; a signature is never lost by it."""
        for agreement in self.filtered(lambda agreement: agreement.state == "signed"):
            agreement._safely(agreement._take_over)

    def _safely(self, work):
        """Do something as a whole, or not at all; then whoever is responsible is told why not."""
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                work()
        except (UserError, ValidationError, IntegrityError) as error:
            self._tell_trouble(error)

    def action_begin(self):
        """Try again, once what kept it from beginning is mended.

        :raise UserError: its first day has not come, or it still cannot begin
        """
        for agreement in self:
            if agreement.state != "signed":
                raise UserError(self.env._("Only a signed agreement begins."))
            if agreement.date_start > fields.Date.context_today(self):
                raise UserError(self.env._("It begins by itself on %(day)s.", day=agreement.date_start))
            agreement._take_over()

    def _take_over(self):
        self.ensure_one()
        self._assign()
        self._assign_campaigns()
        for service in self.service_ids.filtered("plan_id"):
            service.sudo()._subscribe()
        self._step({"state": "active"})
        self.activity_unlink(["mail.mail_activity_data_warning"])

    def _assign(self):
        """Price list, cycle and payment terms become the customer's."""
        account = self.partner_id.sudo().with_company(self.company_id)
        replaced = {}
        for own, name in ASSIGNED.items():
            if self[own] and account[name] != self[own]:
                replaced[name] = [account[name].id, self[own].id]
                account[name] = self[own]
        self._step({"replaced": replaced})

    def _assign_campaigns(self):
        for service in self.service_ids.filtered("campaign_id").sudo():
            other = service.campaign_id.agreement_id - self
            if other.state == "active":
                raise UserError(
                    self.env._(
                        "%(campaign)s belongs to agreement %(agreement)s: end that first.",
                        campaign=service.campaign_id.name,
                        agreement=other.name,
                    )
                )
            vals = {"agreement_id": self.id}
            if service.pricelist_id:
                service.replaced_pricelist_id = service.campaign_id.pricelist_id
                vals["pricelist_id"] = service.pricelist_id.id
            service.campaign_id.write(vals)

    def _tell_trouble(self, error):
        """An activity with the reason; one at a time."""
        reason = str(error.args[0] if error.args else error)
        if isinstance(error, IntegrityError):
            reason = self.env._("Something of it is there already, such as a subscription of the same plan.")
            _logger.info("agreement %s cannot begin or end: %s", self.id, error)
        self.activity_unlink(["mail.mail_activity_data_warning"])
        self.sudo().activity_schedule(
            "mail.mail_activity_data_warning",
            summary=self._trouble_text(),
            note=reason,
            user_id=self._responsible().id,
        )

    def _trouble_text(self):
        if self.state == "signed":
            return self.env._("The agreement was signed, but cannot begin")
        return self.env._("The agreement is over, but cannot end")

    def _responsible(self):
        """Who looks after it."""
        self.ensure_one()
        superuser = self.env.ref("base.user_root")
        return self.user_id or self.partner_id.user_id or self.order_id.user_id or superuser

    def _step(self, vals):
        """Write what follows from its life, whoever brings that about."""
        return self.sudo().with_context(call_agreement_step=True).write(vals)

    @api.model
    def _due_to_begin(self, today):
        return self.search([("state", "=", "signed"), ("date_start", "<=", today)])
