"""What a chargeback means for its customer, and who answers it."""

from odoo import fields, models

ACTIVITY = "mail.mail_activity_data_todo"


class CallChargeback(models.Model):
    """As the company has chosen: nothing, a flag, or a block."""

    _inherit = "call.chargeback"

    def _act_on_account(self):
        """Flag the account, or block it too."""
        account = self.partner_id.with_company(self.company_id)
        rule = self.company_id.call_chargeback_action
        if rule != "nothing":
            account.call_chargeback_flag = True
        if rule == "block":
            fraud = self.env["call.block.reason"]._of_cause("fraud")
            note = self.env._("Chargeback %(ref)s.", ref=self.gateway_ref)
            self.env["call.block"].with_company(self.company_id)._block(account, "chargeback", reason=fraud, note=note)

    def _release(self, settled=False):
        """End flag and block of accounts without other chargebacks that are open or lost.

        :param bool settled: a manager says that it is settled, whatever else there is
        """
        for chargeback in self:
            account = chargeback.partner_id.with_company(chargeback.company_id)
            others = account.call_chargeback_ids - chargeback
            if settled or not others.filtered(lambda other: other.state in ("open", "lost")):
                account.call_chargeback_flag = False
                account._call_lift("chargeback")

    def _plan(self):
        """An activity until the day before evidence is due, for who looks after payments."""
        self.activity_unlink([ACTIVITY])
        today = fields.Date.context_today(self)
        due = self.evidence_due and fields.Datetime.context_timestamp(self, self.evidence_due).date()
        self.activity_schedule(
            ACTIVITY,
            date_deadline=due or today,
            summary=self.env._("Answer the chargeback"),
            note=self.env._("Give evidence at the gateway, or accept it there: %(reason)s", reason=self.reason or ""),
            user_id=self.partner_id._call_payments_clerk(self.company_id).id,
        )
