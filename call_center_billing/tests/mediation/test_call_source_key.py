"""Who may make a key, and what is kept of it."""

import hashlib

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from ..common import BillingCase


@tagged("post_install", "-at_install")
class TestCallSourceKey(BillingCase):
    def _new_key(self, source):
        return source.action_new_push_key()["context"]["default_key"]

    def test_only_a_digest_is_kept_and_the_key_is_shown_once(self):
        source = self.source.with_user(self._create_user("manager"))
        action = source.action_new_push_key()
        key = action["context"]["default_key"]
        self.assertGreaterEqual(len(key), 43)
        self.assertEqual(source.push_digest, hashlib.sha256(key.encode()).hexdigest())
        shown = Form(self.env[action["res_model"]].with_user(source.env.user).with_context(**action["context"]))
        self.assertEqual(shown.key, key)
        self.assertIn(f"Bearer {key}", shown.command)
        self.assertIn("/call_center/v1/cdr", shown.command)
        self.assertNotIn(key, str(self.source.message_ids.mapped("body")))

    def test_leaving_the_page_while_it_is_shown_puts_it_nowhere(self):
        context = self.source.action_new_push_key()["context"]
        with self.assertNoLogs("odoo", "WARNING"):
            self.assertEqual(self.env["call.source.key.show"].with_context(**context).web_save({}, {"key": {}}), [])

    def test_the_chatter_says_who_made_and_removed_a_key(self):
        manager = self._create_user("manager")
        source = self.source.with_user(manager)
        before = self.source.message_ids
        source.action_new_push_key()
        source.action_new_push_key()
        source.action_remove_push_key()
        said = (self.source.message_ids - before).sorted("id")
        self.assertEqual(said.author_id, manager.partner_id)
        texts = [str(body) for body in said.mapped("body")]
        self.assertIn("no longer works", texts[1])
        self.assertIn("removed", texts[2])
        self.assertFalse(source.push_digest or source.push_key_date)

    def test_nobody_but_a_manager_makes_removes_or_reads_keys(self):
        self._new_key(self.source)
        for group in ("sales", "clerk", "switch"):
            source = self.source.with_user(self._create_user(group))
            for act in (source.action_new_push_key, source.action_remove_push_key, lambda s=source: s.push_digest):
                with self.subTest(group), self.assertRaises(AccessError):
                    act()

    def test_a_copy_of_a_source_has_no_key(self):
        key = self._new_key(self.source)
        copy = self.source.copy({"name": "Other switch"})
        self.assertFalse(copy.push_digest or copy.push_key_date)
        self.assertFalse(self.source._fields["push_digest"].exportable)
        self.assertEqual(self.source._of_push_key(key), self.source)
        self.assertFalse(self.source._of_push_key(""))
