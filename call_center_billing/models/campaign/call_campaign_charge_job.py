"""Every night: what campaigns owe, and whether their budgets hold."""

import logging

from odoo import api, models
from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)


class CallCampaign(models.Model):
    """One client after the other; a client in trouble keeps no other waiting."""

    _inherit = "call.campaign"

    @api.model
    def _cron_charge(self):
        """Charge what is over, client by client, a transaction each."""
        rules = self.env["call.campaign.rule"].search([("campaign_id.active", "=", True)])
        groups = list(rules.grouped(lambda rule: (rule.company_id, rule.partner_id.commercial_partner_id)).items())
        for place, ((company, client), own) in enumerate(groups, 1):
            try:
                with self.env.cr.savepoint():
                    own.with_company(company)._charge_until(client._call_local_day(company))
            except UserError as error:
                _logger.info("campaigns of account %s are not charged: %s", client.id, error)
                own.campaign_id._tell_trouble(str(error))
            self.env["ir.cron"]._commit_progress(1, remaining=len(groups) - place)

    def _tell_trouble(self, reason):
        """An activity with the reason, one at a time."""
        for campaign in self:
            campaign.activity_unlink(["mail.mail_activity_data_warning"])
            campaign.activity_schedule(
                "mail.mail_activity_data_warning",
                summary=self.env._("The campaign cannot be charged"),
                note=reason,
                user_id=campaign._responsible().id,
            )

    def _responsible(self):
        """Who looks after the campaign: whoever looks after the client."""
        self.ensure_one()
        return self.partner_id.user_id or self.create_uid or self.env.ref("base.user_root")

    def _charged_on(self, kind, day):
        """Whether a rule has charged such work of that day."""
        rules = self.sudo().rule_ids.filtered(lambda rule: rule.kind == kind)
        return any(charge.date_from <= day < charge.date_to for rule in rules for charge in rule._live_charges())

    def action_charge(self):
        """Charge what is over now, without waiting for the night."""
        for campaign in self:
            campaign.check_access("write")
            client = campaign.partner_id.commercial_partner_id
            campaign.rule_ids.sudo()._charge_until(client._call_local_day(campaign.company_id))
        return True
