"""A manager describes a directory on screen, and tries it."""

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .common import ANNA, CALLER, DirectoryCase, says


@tagged("post_install", "-at_install")
class TestDirectoryTry(DirectoryCase):
    def setUp(self):
        super().setUp()
        self.manager = self._create_user("manager")

    def _try(self, directory, number="070-174 06 05"):
        wizard = self.env["call.directory.try"].with_user(self.manager).with_context(active_id=directory.id)
        tried = wizard.create({"number": number})
        tried.action_try()
        return tried

    def test_what_came_back_and_what_was_understood(self):
        tried = self._try(self._says(ANNA))
        self.assertEqual((tried.number, tried.status, tried.outcome), (CALLER, 200, "found"))
        self.assertIn('"who": "Anna Berg"', tried.answer)
        self.assertEqual(
            (tried.name, tried.street, tried.zip, tried.city), ("Anna Berg", "Storgatan 3", "111 20", "Stockholm")
        )
        self.assertFalse(self.env["call.number"].search([("number", "=", CALLER)]))
        self.assertFalse(self._tasks())

    def test_a_path_that_leads_nowhere_is_seen(self):
        tried = self._try(self._says(ANNA, path_zip="postcode"))
        self.assertEqual((tried.outcome, tried.zip), ("incomplete", False))

    def test_a_refusal_is_seen_and_does_not_stop_the_calls(self):
        directory = self._directory(self._stand_in(says({}, 401)))
        self.assertEqual(self._try(directory).reason, "credentials")
        self.assertFalse(directory.paused_until)

    def test_it_costs_what_a_look_up_costs_and_is_told_apart(self):
        tried = self._try(self._says(ANNA, price=100_000))
        self.assertEqual((tried.lookup_id.cost, tried.lookup_id.trial), (100_000, True))

    def test_what_is_no_number_is_not_asked(self):
        with self.assertRaisesRegex(UserError, "no telephone number"):
            self._try(self._says(ANNA), "hello")

    def test_nobody_else_tries(self):
        directory = self._says(ANNA)
        for group in ("clerk", "sales", "switch"):
            with self.subTest(group), self.assertRaises(AccessError):
                self.env["call.directory.try"].with_user(self._create_user(group)).create(
                    {"directory_id": directory.id, "number": CALLER}
                )

    def test_what_cannot_be_used_is_not_saved(self):
        for vals in (
            {"url": "file:///etc/passwd"},
            {"url": "https://x.example/{nonsense}"},
            {"headers": "not a header"},
            {"path_name": "a..b["},
            {"path_name": False},
        ):
            with self.subTest(vals), self.assertRaises(ValidationError):
                self._says(ANNA, **vals)

    def test_a_manager_makes_one_on_screen(self):
        with Form(self.env["call.directory"].with_user(self.manager)) as form:
            form.name = "Ours"
            form.kind = "json"
            form.url = "https://directory.example/{digits}"
            form.secret = "k"
            form.path_name = "name"
        self.assertEqual(form.record.user_id, self.manager)

    def test_known_directories_need_no_address(self):
        for kind in ("hitta", "eniro", "opencnam", "twilio"):
            directory = self.env["call.directory"].create({"name": kind, "kind": kind, "login": "a", "secret": "b"})
            self.assertFalse(directory.url)

    def test_they_are_asked_as_their_makers_say(self):
        person = {"displayName": "Anna Berg", "address": [{"street": "A", "number": "1", "zipcode": "1", "city": "B"}]}
        server = self._stand_in(says({"result": {"persons": {"person": [person]}}}))
        directory = self.env["call.directory"].create(
            {"name": "Hitta", "kind": "hitta", "url": server.url, "login": "caller", "secret": "k3y-k3y"}
        )
        self.assertEqual(self._try(directory).outcome, "found")
        headers = server.asked[0].headers
        self.assertEqual(headers["X-Hitta-CallerId"], "caller")
        self.assertEqual((len(headers["X-Hitta-Random"]), len(headers["X-Hitta-Hash"])), (16, 40))
        self.assertNotIn("k3y-k3y", str(headers))
