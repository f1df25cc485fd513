"""Queues and DIDs of a campaign: what else tells its calls than their account code."""

from odoo import api, fields, models


class CallCampaignMember(models.Model):
    """Calls of the client through this queue, or to this DID, belong to the campaign, unless an account code says
    otherwise; a queue goes before a DID. It holds for calls that come in from then on."""

    _name = "call.campaign.member"
    _description = "Queue or DID of a Campaign"
    _order = "campaign_id, kind, value"

    campaign_id = fields.Many2one("call.campaign", required=True, index=True, ondelete="cascade")
    partner_id = fields.Many2one(related="campaign_id.partner_id", store=True, index=True)
    company_id = fields.Many2one(related="campaign_id.company_id", store=True, index=True)
    kind = fields.Selection([("queue", "Queue"), ("did", "DID")], required=True, default="queue")
    value = fields.Char(string="Name or Number", required=True, help="A queue as the switch writes it, or a number.")

    _once = models.UniqueIndex(
        "(company_id, partner_id, kind, value)", "A campaign of the client has this queue or DID already."
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Numbers in their one form."""
        members = super().create(vals_list)
        members._normalise()
        return members

    def write(self, vals):
        """Numbers in their one form.

        :raise ValidationError: a DID that is no number
        """
        result = super().write(vals)
        if vals.keys() & {"kind", "value"} and not self.env.context.get("call_normal"):
            self._normalise()
        return result

    def _normalise(self):
        for member in self:
            value = member.value.strip()
            if member.kind == "did":
                numbers = self.env["call.number"].with_company(member.company_id)
                value = numbers._to_e164(value, member.partner_id)
            if value != member.value:
                member.with_context(call_normal=True).value = value


class CallCampaign(models.Model):
    """A campaign with queues and DIDs."""

    _inherit = "call.campaign"

    member_ids = fields.One2many("call.campaign.member", "campaign_id", string="Queues and DIDs")

    def _call_keys(self):
        """By what calls of these campaigns are told: ("code", "queue" or "did", what) → campaign."""
        members = self.member_ids
        keys = {(member.kind, member.value): member.campaign_id for member in members}
        return keys | {("code", campaign.code): campaign for campaign in self if campaign.code}
