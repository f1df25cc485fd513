"""Work for a campaign that no switch tells of: sales, chats, mails, tasks, time."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .kinds import TIMED, WORK

#: days after the end of a charged period in which what is entered late is still charged
RECOUNTED = 100


class CallCampaignActivity(models.Model):
    """How much of one kind an agent did for a campaign on a day. Entered by hand or from a file."""

    _name = "call.campaign.activity"
    _description = "Campaign Work"
    _order = "day desc, id desc"
    _check_company_auto = True

    campaign_id = fields.Many2one("call.campaign", required=True, index=True, ondelete="cascade", check_company=True)
    partner_id = fields.Many2one(related="campaign_id.partner_id", string="Client", store=True, index=True)
    company_id = fields.Many2one(related="campaign_id.company_id", store=True, index=True)
    day = fields.Date(required=True, default=fields.Date.context_today, help="By the client's clock.")
    agent = fields.Char(help="Who did it. Empty: told for all together.")
    kind = fields.Selection(WORK, required=True, default="sale")
    quantity = fields.Integer(string="Count or Minutes", required=True, help="How many; of time, minutes.")
    unit = fields.Selection([("piece", "pieces"), ("minute", "minutes")], compute="_compute_unit")
    note = fields.Char()

    _quantity = models.Constraint("CHECK (quantity >= 0)", "A count is 0 or more.")
    _once = models.UniqueIndex(
        "(campaign_id, day, kind, COALESCE(agent, ''))",
        "The campaign has a count for this day, agent and kind already: change that one.",
    )
    _by_day = models.Index("(campaign_id, kind, day)")

    @api.depends("kind")
    def _compute_unit(self):
        for activity in self:
            activity.unit = "minute" if activity.kind in TIMED else "piece"

    @api.depends("campaign_id.name", "day", "kind")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for activity in self:
            activity.display_name = f"{activity.campaign_id.name}, {activity.day}: {kinds.get(activity.kind, '')}"

    def _natural_key(self):
        """What there can be only one count of."""
        return self.campaign_id.id, self.day, self.kind, self.agent or ""

    @api.constrains("day", "campaign_id", "kind", "quantity")
    def _check_charged_long_ago(self):
        limit = fields.Date.subtract(fields.Date.context_today(self), days=RECOUNTED)
        for activity in self.filtered(lambda activity: activity.day < limit):
            if activity.campaign_id._charged_on(activity.kind, activity.day):
                raise ValidationError(
                    self.env._(
                        "%(day)s was charged more than %(days)s days ago: what is found later than that is charged by "
                        "a charge of its own.",
                        day=activity.day,
                        days=RECOUNTED,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_charged_long_ago(self):
        self._check_charged_long_ago()
