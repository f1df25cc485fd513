"""Who does not work with single calls does not read whole numbers of third parties."""

from odoo.exceptions import AccessError

from ..common import BillingCase


class TestNumberMasking(BillingCase):
    def test_sales_see_the_beginning_of_called_numbers(self):
        call = self._call().with_user(self._create_user("sales"))
        self.assertEqual(call.called_number, "+46701110•••")
        self.assertEqual(call.display_name, "+46812345678 → +46701110•••")
        with self.assertRaises(AccessError):
            call.read(["b_number"])
        with self.assertRaises(AccessError):
            call.search([("b_number", "=", "+46701110001")])
        self.assertFalse(call.search([("called_number", "like", "+467011100")]), "no finding out by trying")
        self.assertNotIn("110001", str(call.read()))
        self.assertNotIn("b_number", call.fields_get())
        self.assertIn("the same price", call.explanation)

    def test_clerks_see_and_find_whole_numbers(self):
        call = self._call().with_user(self._create_user("clerk"))
        self.assertEqual(call.called_number, "+46701110001")
        self.assertEqual(call.search([("called_number", "like", "70111000")]), call)

    def test_short_codes_are_nobodys(self):
        call = self._call(b_number="112").with_user(self._create_user("sales"))
        self.assertEqual(call.called_number, "112")
