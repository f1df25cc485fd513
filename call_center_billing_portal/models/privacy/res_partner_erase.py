"""Erasing what may be erased of a customer, or of a contact of one."""

from odoo import models
from odoo.exceptions import UserError

#: what nobody needs for the books
ALWAYS = ("email", "phone", "website", "function", "comment", "image_1920")
#: what documents name
ON_DOCUMENTS = ("street", "street2", "zip", "city", "state_id", "country_id", "vat")


class ResPartner(models.Model):
    """Runs with all rights; whoever calls has looked at `_call_erasure_holds`."""

    _inherit = "res.partner"

    def _call_erase(self):
        """Erase the personal data of this account with all its contacts, or of this one contact.

        :return: in how many calls numbers were hidden
        :raise UserError: somebody of it works here
        """
        self.ensure_one()
        is_account = self == self.commercial_partner_id
        people = self.with_context(active_test=False).search(
            [("commercial_partner_id", "=", self.id)] if is_account else [("id", "=", self.id)]
        )
        users = people.with_context(active_test=False).user_ids
        if employees := users.filtered(lambda user: not user.share):
            raise UserError(
                self.env._(
                    "%(names)s work here: their data are not a customer's. Take them off this account first.",
                    names=", ".join(employees.mapped("name")),
                )
            )
        if users:
            users._deactivate_portal_user()
        people._call_erase_traces()
        for partner in people:
            partner._call_erase_contact()
        if not is_account:
            return 0
        self.call_pin_ids.filtered(lambda pin: not pin.revoked_at).action_revoke()
        self.call_number_ids.write({"label": False})
        groups = self.env["call.statement"]._read_group([("partner_id", "=", self.id)], ["company_id"])
        return sum(self.env["call.retention"]._hide_of(self, company) for (company,) in groups)

    def _call_erase_contact(self):
        """Clear what is not on documents that must be kept; of the others the name gives way to a number."""
        vals = dict.fromkeys(ALWAYS, False)
        if not self._call_books_until():
            vals |= dict.fromkeys(ON_DOCUMENTS, False)
            vals["name"] = self.env._("Erased contact %(number)s", number=self.id)
        # neither old values in the thread, nor a look at what the address is
        self.with_context(tracking_disable=True, no_vat_validation=True).write(vals)

    def _call_erase_traces(self):
        """Saved cards, choices of notifications, and all that was written in the threads of these contacts."""
        self.env["payment.token"].search([("partner_id", "in", self.ids)]).action_archive()
        self.env["call.notice.preference"].search([("partner_id", "in", self.ids)]).unlink()
        notices = self.env["call.notice"].search([("partner_id", "in", self.ids)])
        notices.write({"recipients": False, "subject": False, "body": False, "values": False})
        self.env["mail.message"].search([("model", "=", "res.partner"), ("res_id", "in", self.ids)]).unlink()
