"""/my/users: colleagues come, change and go."""

from odoo.tests import tagged
from odoo.tests.common import HOST

from odoo.addons.mail.tests.common import MockEmail

from ...models.access.res_partner_invite import MOST_A_DAY
from .common import ROLES, PeopleCase

USERS = "/my/users"


@tagged("post_install", "-at_install")
class TestUsersPage(PeopleCase, MockEmail):
    def _invite(self, user=None, **form):
        form = {"name": "Nora", "email": "Nora@Example.com", "role": ["bills"], **form}
        with self.mock_mail_gateway():
            return self.send(f"{USERS}/invite", user or self.user_a, **form)

    def _nora(self):
        return self.env["res.partner"].search([("email_normalized", "=", "nora@example.com")])

    def _note(self):
        return self.customer_a.message_ids[:1]

    # === THE LIST === #

    def test_the_page_shows_the_accounts_people(self):
        text = self.page_text(USERS, self.user_a)
        for name in ("Users of Customer A", "Contact of Customer A (you)", "Sibling", "Colleague"):
            self.assertIn(name, text)
        self.assertNotIn("Customer B", text)

    def test_employees_are_nobodys_to_change(self):
        contact = self.env["res.partner"].create({"name": "Clerk of ours", "parent_id": self.customer_a.id})
        self._create_user("ours", "base.group_user", partner_id=contact.id)
        self.assertNotIn("Clerk of ours", self.page_text(USERS, self.user_a))
        self.assertEqual(self.send(f"{USERS}/{contact.id}/roles", self.user_a).status_code, 404)
        self.assertEqual(self.send(f"{USERS}/{contact.id}/remove", self.user_a).status_code, 404)
        self.assertTrue(contact.call_portal_bills)

    def test_outsiders_are_nobodys_to_change(self):
        contact = self.user_b.partner_id
        for place in (contact.id, 0, 2**40, "9" * 30, "%D9%A1", self.customer_a.id):
            for what in ("roles", "remove", "invite"):
                answer = self.send(f"{USERS}/{place}/{what}", self.user_a)
                self.assertEqual(answer.status_code, 404, f"{place} {what}")
        self.assertTrue(contact.call_portal_bills and self.user_b.active)

    def test_hostile_addresses_are_answered(self):
        for query in ("place=%00", "place=>9~9", f"place=>{'9' * 90}", "place[]=1", "done='--", "done=x&done=y"):
            self.assertEqual(self.open(f"{USERS}?{query}", self.user_a).status_code, 200, query)

    def test_many_people_cost_no_more_than_few(self):
        few = self.queries_of(USERS, self.user_a)
        people = [{"name": f"Person {number}", "parent_id": self.customer_a.id} for number in range(30)]
        self.env["res.partner"].create(people)
        self.assertLessEqual(self.queries_of(USERS, self.user_a), few + 2)
        self.assertLessEqual(few, 60)

    # === INVITATIONS === #

    def test_a_colleague_is_invited(self):
        self.assertEqual(self._invite().status_code, 303)
        nora = self._nora()
        user = nora.user_ids
        self.assertTrue(user._is_portal() and user.login == "nora@example.com")
        self.assertEqual(nora.commercial_partner_id, self.customer_a)
        self.assertEqual([nora[name] for name in ROLES], [True, False, False, False])
        self.assertIn("Contact of Customer A invites you to the account of Customer A", self._new_mails.body_html)
        self.assertIn("nora@example.com", self._note().body)
        self.assertEqual(self._note().author_id, self.user_a.partner_id)
        self.assertIn("Nora nora@example.com Invited, has not signed in yet", self.page_text(USERS, self.user_a))

    def test_an_address_with_a_login_elsewhere_is_answered_alike(self):
        self.user_b.login = "Nora@example.com"
        answer = self._invite()
        self.assertEqual((answer.status_code, answer.headers["Location"][-13:]), (303, "?done=invited"))
        self.assertFalse(self._nora().user_ids)
        text = self.page_text(USERS, self.user_a)
        self.assertIn("Nora nora@example.com Invited, has not signed in yet", text)
        self.assertNotIn("Customer B", text)
        self.assertIn("You already have a login", self._new_mails.body_html)
        self.assertEqual(self.user_b.partner_id.commercial_partner_id, self.customer_b)
        self.assertEqual(self.send(f"{USERS}/{self._nora().id}/invite", self.user_a).status_code, 303)

    def test_an_invitation_is_sent_once_more(self):
        self._invite()
        with self.mock_mail_gateway():
            self.assertEqual(self.send(f"{USERS}/{self._nora().id}/invite", self.user_a).status_code, 303)
        self.assertIn("nora@example.com", str(self._mails))
        url = f"{USERS}/{self.sibling.partner_id.id}/invite"
        self.open("/my", self.sibling)
        self.assertIn("no invitation that could be sent again", self.send_text(url, self.user_a))

    def test_mistakes_are_said_with_what_was_typed(self):
        for form, said in (
            ({"name": " "}, "Write the name"),
            ({"email": "nora"}, "Write one e-mail address"),
            ({"email": "a@example.com, b@example.com"}, "Write one e-mail address"),
            ({"role": ["root", "admin"]}, "Tick at least one thing"),
            ({"email": "portal_sibling@example.com"}, "has access already"),
        ):
            answer = self._invite(**form)
            self.assertEqual(answer.status_code, 422, form)
            self.assertIn(said, answer.text)
        self.assertIn('value="Nora"', answer.text)
        self.assertFalse(self._nora())

    def test_so_many_a_day(self):
        self.customer_a.write({"call_portal_invites": MOST_A_DAY, "call_portal_invites_on": "2020-01-01"})
        self.assertEqual(self._invite().status_code, 303)
        self.customer_a.call_portal_invites = MOST_A_DAY
        answer = self._invite(email="olle@example.com")
        self.assertIn("as many as it may", answer.text)

    # === ROLES AND ACCESS === #

    def test_roles_are_changed_and_noted(self):
        contact = self.colleague.partner_id
        url = f"{USERS}/{contact.id}/roles"
        self.assertEqual(self.send(url, self.user_a, role=["calls", "root"]).status_code, 303)
        self.assertEqual([contact[name] for name in ROLES], [False, True, False, False])
        self.assertIn("Colleague now has: Sees Calls", self._note().body)
        self.assertEqual(self.open("/my/calls", self.colleague).status_code, 200)
        self.assertEqual(self.send(url, self.user_a).status_code, 303)
        self.assertEqual(self.open("/my/calls", self.colleague).status_code, 403)

    def test_somebody_always_manages_users(self):
        url = f"{USERS}/{self.user_a.partner_id.id}/roles"
        self.sibling.partner_id.call_portal_users = False
        self.assertIn("the only one who manages", self.send_text(url, self.user_a, role=["bills"]))
        self.assertTrue(self.user_a.partner_id.call_portal_users)
        self.sibling.partner_id.call_portal_users = True
        self.assertEqual(self.send(url, self.user_a, role=["bills"]).status_code, 303)
        self.assertEqual(self.open(USERS, self.user_a).status_code, 403)

    def test_access_is_removed_at_once_and_the_contact_stays(self):
        contact = self.sibling.partner_id
        self.authenticate(self.sibling.login, self.sibling.login)
        session = self.session.sid
        self.assertEqual(self.send(f"{USERS}/{contact.id}/remove", self.user_a).status_code, 303)
        self.assertTrue(contact.active and contact.commercial_partner_id == self.customer_a)
        self.assertFalse(self.sibling.active)
        self.assertIn("Sibling no longer has access", self._note().body)
        self.opener.cookies.set("session_id", session, domain=HOST)
        self.assertIn("/web/login", self.url_open("/my", allow_redirects=False).headers["Location"])
        self.assertIn("A contact without access", self.page_text(USERS, self.user_a))

    def test_nobody_removes_oneself_or_the_last_who_manages(self):
        url = f"{USERS}/{self.user_a.partner_id.id}/remove"
        self.assertIn("cannot remove your own access", self.send_text(url, self.user_a))
        self.assertTrue(self.user_a.active)
