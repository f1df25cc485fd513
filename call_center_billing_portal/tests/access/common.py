"""Customer A's people: one who may do everything, one who may do nothing."""

from odoo.http import Request

from ..common import CallPortalCase

ROLES = ("call_portal_bills", "call_portal_calls", "call_portal_order", "call_portal_users")


class PeopleCase(CallPortalCase):
    """`user_a` and `sibling` have all roles, `colleague` has none; `user_b` is another customer's."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.email = "billing@example.com"
        cls.user_a.partner_id.name = "Contact of Customer A"  # creating the user renamed it
        cls.sibling = cls._create_contact("Sibling", "portal_sibling")
        cls.colleague = cls._create_contact("Colleague", "portal_colleague", **dict.fromkeys(ROLES, False))

    @classmethod
    def _create_contact(cls, name, login, **vals):
        """A portal user of customer A."""
        email = f"{login}@example.com"
        contact = cls.env["res.partner"].create({"name": name, "parent_id": cls.customer_a.id, "email": email, **vals})
        return cls._create_user(login, "base.group_portal", partner_id=contact.id, name=name, email=email)

    def send(self, url, user, csrf=True, **form):
        """The answer to a POST; redirections are not followed."""
        self.authenticate(user and user.login, user and user.login)
        token = {"csrf_token": Request.csrf_token(self)} if csrf else {"nothing": "x"}
        return self.url_open(url, data={**token, **form}, allow_redirects=False)

    def send_text(self, url, user, **form):
        """What the page says that answers a POST which did not succeed."""
        response = self.send(url, user, **form)
        self.assertEqual(response.status_code, 422, url)
        return response.text
