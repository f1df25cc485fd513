"""Two colleagues at the same moment, over connections of their own."""

from concurrent.futures import ThreadPoolExecutor

from psycopg2.errors import SerializationFailure

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.call_center_billing.tests.committed import CommittedCase


@tagged("post_install", "-at_install")
class TestColleaguesParallel(CommittedCase):
    def _make(self, env):
        account = env["res.partner"].create({"name": "Parallel account", "is_company": True})
        self.account = account.id
        self.contacts = [self._make_user(env, account, f"parallel_{number}") for number in (1, 2)]

    @staticmethod
    def _make_user(env, account, login):
        contact = env["res.partner"].create({"name": login, "parent_id": account.id})
        group = [(6, 0, [env.ref("base.group_portal").id])]
        env["res.users"].create({"name": login, "login": login, "partner_id": contact.id, "group_ids": group})
        return contact.id

    def _unmake(self, env):
        contacts = env["res.partner"].browse(self.contacts)
        contacts.user_ids.unlink()
        contacts.unlink()
        env["res.partner"].browse(self.account).unlink()

    def _take_role(self, cr, contact_id):
        self._env(cr)["res.partner"].browse(contact_id)._call_set_roles(["bills"])
        cr.flush()

    def _question(self, cr, contact_id):
        env = self._env(cr)
        nothing = (env["call.record"], env["account.move.line"])
        words = {"reason": "price", "text": "Too much", "files": []}
        env["call.dispute"]._open_by_customer(env["res.partner"].browse(contact_id), *nothing, words, "key")

    def _assert_begins_again(self, one, two, act):
        """What the second cursor does with the second contact waits for the first's end, and is to begin again."""
        with mute_logger("odoo.sql_db"), ThreadPoolExecutor(1) as threads:
            later = threads.submit(act, two, self.contacts[1])
            one.commit()
            with self.assertRaises(SerializationFailure):
                later.result(timeout=20)
        two.rollback()

    def test_who_take_the_role_from_each_other_leave_one_who_manages(self):
        with self.registry.cursor() as one, self.registry.cursor() as two:
            two.execute("SELECT 1")  # its view of the data begins before the other has changed anything
            self._take_role(one, self.contacts[0])
            self._assert_begins_again(one, two, self._take_role)
            # Odoo begins the later request again, and then it sees what is
            with self.assertRaisesRegex(UserError, "is the only one who manages the users"):
                self._take_role(two, self.contacts[1])
            two.rollback()

    def test_forms_of_disputes_are_taken_one_after_the_other(self):
        with self.registry.cursor() as one, self.registry.cursor() as two:
            two.execute("SELECT 1")
            with self.assertRaisesRegex(UserError, "Choose the calls"):
                self._question(one, self.contacts[0])
            self._assert_begins_again(one, two, self._question)
            with self.assertRaisesRegex(UserError, "Choose the calls"):
                self._question(two, self.contacts[1])
            two.rollback()
