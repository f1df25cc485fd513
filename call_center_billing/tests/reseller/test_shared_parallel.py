"""Sub-accounts and customers of one reseller ask at once: nobody's money is spent twice."""

from odoo import SUPERUSER_ID, api
from odoo.tests import tagged

from ..admission.parallel_common import CALLS, ParallelCase


@tagged("post_install", "-at_install")
class TestSharedParallel(ParallelCase):
    """Two accounts with ten crowns each, at one crown a minute."""

    def setUp(self):
        super().setUp()
        self.source = self.source._replace(deadline=20_000)  # it is about money here, not about time

    def _families(self, **links):
        with self.registry.cursor() as cr:
            accounts = api.Environment(cr, SUPERUSER_ID, {})["res.partner"].browse(self.partners)
            accounts[1].write(dict.fromkeys(links, accounts[0].id))

    def _clean(self):
        self._set(self.partners[1], call_payer_id=False, call_reseller_id=False)
        with self.registry.cursor() as cr:
            cr.execute(
                "DELETE FROM call_hold_share WHERE hold_id IN (SELECT id FROM call_hold WHERE source_id = %s)",
                (self.source_id,),
            )
        return super()._clean()

    def test_a_payer_and_its_sub_account_spend_ten_crowns_together(self):
        self._families(call_payer_id=True)
        answers = self._ask_all([self._question(f"v.{call}", call % 2) for call in range(CALLS // 2)])
        self.assertEqual(self._reasons(answers), {"ok": 10, "no_credit": 15})
        self.assertEqual(self._reserved(self.partners[0]), (10, 10_000_000))

    def test_a_reseller_and_its_customer_spend_no_more_than_the_reseller_has(self):
        self._families(call_reseller_id=True)
        answers = self._ask_all([self._question(f"w.{call}", call % 2) for call in range(CALLS // 2)])
        self.assertEqual(self._reasons(answers), {"ok": 10, "no_credit": 15})
        with self.registry.cursor() as cr:
            balances = api.Environment(cr, SUPERUSER_ID, {})["call.balance"]
            balance = balances._of(balances.env.company, balances.env["res.partner"].browse(self.partners[0]))
        self.assertEqual(balance[self.partners[0]].available, 0)
