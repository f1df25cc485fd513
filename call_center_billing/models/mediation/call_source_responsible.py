"""Who looks after a source when something is wrong with it."""

from markupsafe import Markup

from odoo import api, fields, models


class CallSource(models.Model):
    """Whatever stops by itself is told to a person, as an activity."""

    _inherit = "call.source"

    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        default=lambda self: self.env.user.filtered("active"),  # not the system's own
        domain=[("share", "=", False)],
        tracking=True,
        help="Gets an activity when a file of this source cannot be imported or a feed of it fails.",
    )

    @api.model
    def _tell_responsible(self, record, source, summary, note):
        """An activity on `record`, for the person who looks after `source`; nobody is told if there is none.

        What is there to do already is not said a second time.

        :param record: with activities, such as an import
        :param str summary: what is wrong, in a few words; :param str note: why, and how to mend it
        """
        kind, user = "mail.mail_activity_data_warning", source.user_id.filtered("active")
        if user and not record.activity_search([kind], user_id=user.id, additional_domain=[("summary", "=", summary)]):
            record.activity_schedule(kind, summary=summary, note=Markup("<p>%s</p>") % note, user_id=user.id)
