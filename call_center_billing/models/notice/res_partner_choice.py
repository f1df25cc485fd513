"""What customers want to be told, as they and clerks choose it."""

from odoo import models
from odoo.exceptions import AccessError, ValidationError

from ..account.credit import CLERK

#: what customers choose among; letters are the company's to offer
OWN_CHANNELS = ("email", "sms")


class ResPartner(models.Model):
    """Choices of one account in the company at work."""

    _inherit = "res.partner"

    def _call_notice_choices(self):
        """What the customer may choose: [{event, name, summary, on, channel, channels}].

        :return: `channels` is [(key, name)]
        """
        self.ensure_one()
        account = self.sudo().commercial_partner_id
        events = self.env["call.notice.event"].sudo()
        channels = [(key, name) for key, name in events._channels() if key in OWN_CHANNELS]
        found = []
        for event in events.search([("optional", "=", True)]):
            state, channel = account._call_notice_way(event, self.env.company)
            found.append(
                {
                    "event": event.code,
                    "name": event.name,
                    "summary": event.summary,
                    "on": state == "queued",
                    "channel": channel,
                    "channels": channels,
                }
            )
        return found

    def _call_set_notice_choice(self, event, on, channel=None):
        """Keep what the customer has chosen.

        :param str event: a code that `_call_notice_choices` names; :param bool on: whether they are told
        :param str channel: one of its channels; None: as the company has it
        :raise AccessError: it is somebody else's account
        :raise ValidationError: customers do not choose that
        """
        self.ensure_one()
        account = self.commercial_partner_id
        own = account == self.env.user.partner_id.commercial_partner_id
        if not (self.env.su or own or self.env.user.has_group(CLERK)):
            raise AccessError(self.env._("Customers choose for their own account only."))
        choices = {choice["event"]: choice for choice in account._call_notice_choices()}
        if event not in choices:
            raise ValidationError(self.env._("“%(event)s” is no notification that customers choose.", event=event))
        if channel and channel not in dict(choices[event]["channels"]):
            raise ValidationError(self.env._("Notifications cannot be sent by “%(channel)s” here.", channel=channel))
        account.sudo()._call_keep_choice(self.env["call.notice.event"]._of(event), on, channel)

    def _call_keep_choice(self, event, on, channel):
        company = self.env.company
        vals = {"choice": "on" if on else "off", "channel": channel or False}
        domain = [("partner_id", "=", self.id), ("event_id", "=", event.id), ("company_id", "=", company.id)]
        preferences = self.env["call.notice.preference"]
        if own := preferences.search(domain):
            own.write(vals)
        else:
            preferences.create({"partner_id": self.id, "event_id": event.id, "company_id": company.id, **vals})
