"""Included units on what customers read, and who may see and change what."""

from datetime import date

from odoo.exceptions import AccessError

from .common import BundleCase


class TestBundleDocuments(BundleCase):
    def test_statement_order_and_invoice_tell_what_is_left(self):
        bundle = self._create_bundle(120, name="Minutes", rollover_periods=1)
        self._give(bundle, start=date(2026, 10, 1))
        batch = self._read(("2026-11-20 10:00:00", 180), ("2026-11-20 11:00:00", 30))
        statement = self._calls(batch).statement_id
        told = "Minutes, 11/01/2026 – 11/30/2026: 0:01:30 (+ 0:02:00) / 0:02:00"
        self.assertEqual(statement.call_bundle_text, told)
        move = statement.action_invoice()
        self.assertEqual((move.call_bundle_text, statement.order_id.call_bundle_text), (told, told))
        html = self.env["ir.qweb"]._render(
            "call_center_billing.report_invoice_summary", {"o": move, "call_summary": move._call_summary()}
        )
        for text in ("Included", "Minutes", "0:02:00", "0:00:30"):
            self.assertIn(text, html)

    def test_invoices_of_who_has_no_bundle_say_nothing_of_it(self):
        statement = self._call().statement_id
        move = statement.action_invoice()
        self.assertFalse(move.call_bundle_text or statement.call_bundle_text)
        html = self.env["ir.qweb"]._render(
            "call_center_billing.report_invoice_summary", {"o": move, "call_summary": move._call_summary()}
        )
        self.assertNotIn("call_bundle_table", html)

    def test_a_simulation_knows_what_bundles_paid_for(self):
        self._give(self._create_bundle(40))
        self._read(("2026-11-20 10:00:00", 60))
        simulation = self.env["call.simulation"].create(
            {
                "name": "Same prices",
                "pricelist_id": self.pricelist.id,
                "partner_ids": [(6, 0, self.acme.ids)],
                "date_from": "2026-11-01",
                "date_to": "2026-11-30",
            }
        )
        simulation.action_replay()
        [call] = self.env["call.simulation.call"].search([("simulation_id", "=", simulation.id)])
        self.assertEqual((call.amount_now, call.amount_new, call.difference), (200_000, 200_000, 0))

    def test_who_may_do_what(self):
        bundle = self._create_bundle(100)
        mine = self._give(bundle)
        self._read(("2026-11-20 10:00:00", 60))
        sales, clerk, manager = (self._create_user(name) for name in ("sales", "clerk", "manager"))
        grant = self._grant(mine)
        self.assertEqual(grant.with_user(sales).left, 40)
        self.assertEqual(grant.use_ids.with_user(sales).units, 60)
        with self.assertRaises(AccessError):
            mine.with_user(sales).date_end = date(2026, 12, 1)
        with self.assertRaises(AccessError):
            grant.with_user(manager).write({"used": 0})
        with self.assertRaises(AccessError):
            grant.use_ids.with_user(manager).unlink()
        with self.assertRaises(AccessError):
            bundle.with_user(clerk).units = 1
        bundle.with_user(manager).units = 50
        mine.with_user(clerk).date_end = date(2026, 12, 1)
        self.assertEqual(grant.with_user(clerk).action_audit()["params"]["type"], "success")

    def test_companies_are_apart(self):
        other = self.env["res.company"].create({"name": "Other"})
        theirs = self._create_bundle(100, company_id=other.id)
        clerk = self._create_user("clerk")
        self.assertNotIn(theirs, self.env["call.bundle"].with_user(clerk).search([]))
        self._give(theirs)
        self.assertEqual(self._paid(self._read(("2026-11-20 10:00:00", 60))), [(0, 600_000)])

    def test_the_audit_finds_what_does_not_agree(self):
        mine = self._give(self._create_bundle(100))
        call = self._calls(self._read(("2026-11-20 10:00:00", 60)))
        self.env.cr.execute("UPDATE call_bundle_grant SET used = 59 WHERE id = %s", (self._grant(mine).id,))
        self.env.cr.execute("UPDATE call_record SET bundle_units = 61 WHERE id = %s", (call.id,))
        self.env.invalidate_all()
        self.assertEqual(self.env["call.bundle.grant"]._audit(self.company), (self._grant(mine).ids, 1))
        self.assertEqual(self.env["call.bundle.grant"].action_audit()["params"]["type"], "danger")
