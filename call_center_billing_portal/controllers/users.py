"""The users of a company account: who they are, what they see, and how they come and go."""

from odoo.exceptions import UserError
from odoo.http import request, route

from ..keyset import read_page
from ..models.access.roles import ROLES
from .page import PAGE, SEND, AccountPage

USERS = "/my/users"
ON_A_PAGE = 40
#: more than anybody types
LONGEST = 200


class UserPages(AccountPage):
    """For the account of who is logged in; ids choose among its contacts, and reach no employee."""

    @route(USERS, call_role="users", **PAGE)
    def call_users(self, place=None, done=None, **kwargs):
        """The account's contacts, the latest first."""
        return self._users_page(place=place, done=done)

    @route(f"{USERS}/invite", call_role="users", **SEND)
    def call_users_invite(self, name="", email="", **form):
        """Invite a colleague."""
        roles = self._chosen_roles()
        typed = {"name": name[:LONGEST], "email": email[:LONGEST], "roles": roles}
        return self._users_change("invited", lambda: self._account()._call_invite(name, email, roles), typed)

    @route(f"{USERS}/<int:contact_id>/roles", call_role="users", **SEND)
    def call_users_roles(self, contact_id, **form):
        """Say what a colleague sees."""
        contact_sudo = self._person(contact_id)
        return self._users_change("changed", lambda: contact_sudo._call_set_roles(self._chosen_roles()))

    @route(f"{USERS}/<int:contact_id>/invite", call_role="users", **SEND)
    def call_users_invite_again(self, contact_id, **form):
        """Send an invitation once more."""
        return self._users_change("invited", self._person(contact_id)._call_invite_again)

    @route(f"{USERS}/<int:contact_id>/remove", call_role="users", **SEND)
    def call_users_remove(self, contact_id, **form):
        """Take a colleague's access away."""
        return self._users_change("removed", self._person(contact_id)._call_end_access)

    def _person(self, contact_id):
        return self._own("res.partner", contact_id, self._account()._call_people_domain())

    @staticmethod
    def _chosen_roles():
        return set(request.httprequest.form.getlist("role")) & ROLES.keys()

    def _users_change(self, done, change, typed=None):
        """Do it, or say on the page what is wrong, with what was typed."""
        try:
            with request.env.cr.savepoint():
                change()
                request.env.flush_all()
        except UserError as error:
            return self._users_page(problem=str(error.args[0]), typed=typed, status=422)
        return request.redirect(f"{USERS}?done={done}")

    def _users_page(self, place=None, done=None, problem="", typed=None, status=200):
        account = self._account()
        people = request.env["res.partner"].sudo()
        page = read_page(people, account._call_people_domain(), ("id",), place, ON_A_PAGE)
        return self._page(
            "portal_my_users",
            "call_users",
            status=status,
            account=account,
            people=[contact._prepare_portal_person() for contact in page.rows],
            page=page,
            page_url=USERS,
            page_args={},
            role_texts=self._role_texts(),
            done=done,
            problem=problem,
            typed=typed or {"name": "", "email": "", "roles": {"bills", "calls"}},
        )

    @staticmethod
    def _role_texts():
        """[(role, its name, what it lets one do)]"""
        env, found = request.env, []
        for role, name in ROLES.items():
            field = env["res.partner"]._fields[name]
            about = field._description_help(env).partition(": ")[2]  # what follows "On the portal"
            found.append((role, field._description_string(env), about[:1].upper() + about[1:]))
        return found
