"""Inviting colleagues to the portal."""

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize, plaintext2html

from .roles import ROLES

#: invitations that an account sends on a day, to whomever
MOST_A_DAY = 10
#: more than anybody is called
LONGEST_NAME = 100


class ResPartner(models.Model):
    """Whoever invites learns nothing about addresses that have a login somewhere else."""

    _inherit = "res.partner"

    call_portal_invites_on = fields.Date("Day of Last Invitation", readonly=True, copy=False)
    call_portal_invites = fields.Integer("Invitations on That Day", readonly=True, copy=False)

    def _call_invite(self, name, email, roles):
        """Invite a colleague to the account; an address that has a login elsewhere is answered in the same way.

        :param str name: as it was typed, and so :param str email:
        :param roles: keys of `ROLES`
        :return: the contact
        :raise UserError: what is wrong, for whoever typed it
        """
        self.ensure_one()
        name, address = " ".join((name or "").split())[:LONGEST_NAME], email_normalize(email or "")
        if not name:
            raise UserError(self.env._("Write the name of your colleague."))
        if not address:
            raise UserError(self.env._("Write one e-mail address, such as anna@example.com."))
        if not set(roles) & ROLES.keys():
            raise UserError(self.env._("Tick at least one thing that your colleague may do."))
        contact = self.search([*self._call_people_domain(), ("email_normalized", "=", address)], limit=1)
        if contact._call_portal_user():
            raise UserError(self.env._("%(contact)s has access already.", contact=contact.name))
        self._call_count_invitation()
        vals = {field: role in roles for role, field in ROLES.items()}
        if contact:
            contact.write(vals)
        else:
            own = {"name": name, "email": address, "parent_id": self.id, "type": "contact", "lang": self.lang}
            contact = self.create({**own, **vals, "company_id": self.company_id.id})
        contact._call_send_invitation()
        text = self.env._("Portal: %(contact)s (%(address)s) was invited.", contact=contact.name, address=address)
        self._call_note_users(text + " " + contact._call_roles_text())
        return contact

    def _call_invite_again(self):
        """Send a contact's invitation once more.

        :raise UserError: the contact has signed in, was never invited, or too many were sent today
        """
        self.ensure_one()
        user = self._call_portal_user()
        if user.login_date or not (user or self._is_invited_in_vain()):
            raise UserError(self.env._("%(contact)s has no invitation that could be sent again.", contact=self.name))
        self.commercial_partner_id._call_count_invitation()
        self._call_send_invitation()

    def _call_count_invitation(self):
        today = fields.Date.context_today(self)
        sent = self.call_portal_invites if self.call_portal_invites_on == today else 0
        if sent >= MOST_A_DAY:
            raise UserError(
                self.env._(
                    "Your account has sent %(most)s invitations today, which is as many as it may. "
                    "Go on tomorrow, or ask us.",
                    most=MOST_A_DAY,
                )
            )
        self.write({"call_portal_invites_on": today, "call_portal_invites": sent + 1})

    def _call_send_invitation(self):
        """Open a login and send Odoo's invitation; or tell the owner of the address why there is none."""
        self.call_portal_invited_at = fields.Datetime.now()
        if self._call_address_taken():
            self._call_tell_taken()
            return
        text = self.env._(
            "%(colleague)s invites you to the account of %(account)s.",
            colleague=self.env.user.partner_id.name,
            account=self.commercial_partner_id.name,
        )
        wizard = self.env["portal.wizard"].create({"partner_ids": [(6, 0, self.ids)], "welcome_message": text})
        line = wizard.user_ids
        if line.is_portal:
            line.action_invite_again()
        else:
            line.action_grant_access()

    def _call_address_taken(self):
        """Whether somebody else signs in by the contact's address."""
        address = self.email_normalized.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        users = self.env["res.users"].with_context(active_test=False)
        return bool(users.search_count([("login", "=ilike", address), ("partner_id", "!=", self.id)], limit=1))

    def _call_tell_taken(self):
        company = self.env.company
        body = self.env._(
            "%(colleague)s has invited you to the account of %(account)s at %(company)s. You already have a login "
            "with this e-mail address, and a login belongs to one account. If you want to use both, ask to be "
            "invited by another address.",
            colleague=self.env.user.partner_id.name,
            account=self.commercial_partner_id.name,
            company=company.name,
        )
        self.env["mail.mail"].create(
            {
                "subject": self.env._("Invitation to the account of %(name)s", name=self.commercial_partner_id.name),
                "email_from": company.email_formatted or self.env.user.company_id.partner_id.email_formatted,
                "email_to": self.email,
                "body_html": plaintext2html(body),
                "auto_delete": True,
            }
        )
