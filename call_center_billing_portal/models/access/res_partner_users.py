"""The users of a company account, and what their colleagues change."""

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .roles import ROLES

#: whoever signs in to work here is never a customer's to change
NO_EMPLOYEE = Domain("user_ids", "not any", [("share", "=", False), ("active", "in", (True, False))])


class ResPartner(models.Model):
    """Runs with all rights for somebody who manages the users of the account; callers have asked for that."""

    _inherit = "res.partner"

    call_portal_invited_at = fields.Datetime(
        "Invited On", readonly=True, copy=False, help="When a colleague last invited the contact to the portal."
    )

    def _call_people_domain(self):
        """The contacts of the account that its users may see and change on the page of users."""
        self.ensure_one()
        own = Domain("commercial_partner_id", "=", self.id) & Domain("id", "!=", self.id)
        return own & (Domain("type", "=", "contact") | Domain("user_ids", "!=", False)) & NO_EMPLOYEE

    def _prepare_portal_person(self):
        """One contact for the page of users: texts, and which roles it has.

        :return: {"id", "name", "email", "state", "seen", "is_self", "roles": {role: bool}}; `state` is `active`,
            `invited` (never signed in) or `none`; `seen` is the moment of the last sign-in, UTC, or False
        """
        self.ensure_one()
        user = self._call_portal_user()
        state = "active" if user.login_date else "invited" if user or self._is_invited_in_vain() else "none"
        return {
            "id": self.id,
            "name": self.name or self.email or "",
            "email": self.email or "",
            "state": state,
            "seen": user.login_date,
            "is_self": self == self.env.user.partner_id,
            "roles": {role: bool(self[field]) for role, field in ROLES.items()},
        }

    def _call_portal_user(self):
        """The contact's own login, if it is open."""
        return self.user_ids.filtered(lambda user: user.active and user.share)[:1]

    def _is_invited_in_vain(self):
        """Whether the address had a login already: shown like any other invitation, for nobody is told whose it is."""
        return bool(self.call_portal_invited_at) and not self.with_context(active_test=False).user_ids

    # === CHANGES === #

    def _call_set_roles(self, roles):
        """Give the contact these roles, and take all others away.

        :param roles: keys of `ROLES`; others are left out
        :raise UserError: nobody would manage the account's users any more
        """
        self.ensure_one()
        account = self.commercial_partner_id
        account._call_one_at_a_time()
        vals = {field: role in roles for role, field in ROLES.items()}
        vals = {field: given for field, given in vals.items() if self[field] != given}
        if not vals:
            return
        if vals.get("call_portal_users") is False:
            account._check_managed_without(self)
        self.write(vals)
        account._call_note_users(
            self.env._("Portal: %(contact)s now has: %(roles)s.", contact=self.name, roles=self._call_roles_text())
        )

    def _call_end_access(self):
        """The contact can no longer sign in; it stays on record.

        :raise UserError: there is no access, or nobody would manage the account's users any more
        """
        self.ensure_one()
        account = self.commercial_partner_id
        account._call_one_at_a_time()
        if self == self.env.user.partner_id:
            raise UserError(self.env._("You cannot remove your own access. A colleague who manages users can."))
        account._check_managed_without(self)
        if self._call_portal_user():
            wizard = self.env["portal.wizard"].create({"partner_ids": [(6, 0, self.ids)]})
            wizard.user_ids.action_revoke_access()
        self.call_portal_invited_at = False
        account._call_note_users(self.env._("Portal: %(contact)s no longer has access.", contact=self.name))

    def _call_one_at_a_time(self):
        """What two people of the account do at the same moment is done one after the other: the later one begins again.

        Two who take a role from each other would leave nobody; two forms would question the same call twice.
        """
        self.env.cr.execute("UPDATE res_partner SET write_date = write_date WHERE id = %s", [self.id])

    def _check_managed_without(self, contact):
        """:raise UserError: no other user of the account manages its users"""
        users = self.env["res.users"].search([("partner_id.commercial_partner_id", "=", self.id)])
        others = users.filtered(lambda user: user.share and user.partner_id != contact)
        if not any(user._call_portal_may("users") for user in others):
            raise UserError(
                self.env._(
                    "%(contact)s is the only one who manages the users of this account. "
                    "Give that to somebody else first.",
                    contact=contact.name,
                )
            )

    def _call_roles_text(self):
        names = [self._fields[field]._description_string(self.env) for field in ROLES.values() if self[field]]
        return ", ".join(names) or self.env._("nothing")

    def _call_note_users(self, text):
        """Tell clerks, in the account's thread, what a user of it has changed."""
        author = self.env.user.partner_id
        self.message_post(body=text, author_id=author.id, subtype_xmlid="mail.mt_note")
