"""Money comes in while the switch asks."""

from odoo.tests import tagged

from odoo.addons.call_center_billing.tests.admission.api_common import ApiCase

from .common import TopUpMixin


@tagged("post_install", "-at_install")
class TestTopUpCall(TopUpMixin, ApiCase):
    """0.60 a minute: a crown is a hundred seconds."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._prepare_top_up()

    def test_who_was_refused_calls_as_soon_as_the_gateway_has_said_yes(self):
        answer = self._authorize()
        self.assertEqual((answer["decision"], answer["reason"]), ("deny", "no_credit"))
        tx = self._transaction(5)
        self.assertEqual(self._authorize()["decision"], "deny")
        self._say(tx)
        answer = self._authorize()
        self.assertEqual((answer["decision"], answer["max_seconds"]), ("allow", 500))
        self.assertEqual(answer["balance"]["available"], "5.00")

    def test_a_clerk_s_top_up_counts_as_soon(self):
        self.assertEqual(self._authorize()["decision"], "deny")
        self._top_up(5)
        self.assertEqual(self._authorize()["decision"], "allow")

    def test_a_call_in_progress_goes_on(self):
        self._top_up(3)
        self.assertEqual(self._authorize("1.1")["max_seconds"], 300)
        self._grow_older("1.1", 250)
        before = self._told("extend", call_id="1.1", talk_seconds=240)
        self.assertEqual(before["max_seconds"], 300)
        self._say(self._transaction(2))
        after = self._told("extend", call_id="1.1", talk_seconds=240)
        self.assertEqual((after["decision"], after["max_seconds"]), ("allow", 500))
        self.assertEqual(self._told("balance", a_number="+46812345678")["balance"]["available"], "0.00")
        ended = self._told("end", call_id="1.1", talk_seconds=250)
        self.assertEqual((ended["charged"], ended["balance"]["available"]), ("2.50", "2.50"))

    def test_a_reversed_top_up_is_not_there_any_more(self):
        payment = self._top_up(5)
        self.assertEqual(self._authorize("1.1")["decision"], "allow")
        self._told("end", call_id="1.1", talk_seconds=0)
        payment._call_reverse_top_up("Wrong customer")
        self.assertEqual(self._authorize()["decision"], "deny")
