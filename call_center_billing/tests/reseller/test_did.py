"""Who pays for calls to a DID, and for how many days it is held."""

from datetime import date

from psycopg2.errors import ExclusionViolation

from odoo.tools import mute_logger

from ..common import line
from .common import BothWaysCase

DID = "+46851000001"
STRANGER = "46899999999"


class TestDid(BothWaysCase):
    """Beta holds a DID whose calls cost 0.20 a minute; Acme calls from its own number at 0.60."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        inbound = cls._create_card("Inbound", {"46851": 200_000})
        cls.inbound = cls._create_pricelist("Inbound", inbound)
        cls.beta = cls._create_customer("Beta")
        cls.did = cls._create_did(cls.beta, pricelist_id=cls.inbound.id)

    @classmethod
    def _create_did(cls, partner, number=DID, **vals):
        held = {"number": number, "kind": "did", "partner_id": partner.id, "valid_from": "2026-01-01 00:00:00"}
        return cls.env["call.number"].create(held | vals)

    def _bill(self, mode):
        (self.source | self.other).did_billing = mode

    def _lines(self):
        to_did = {"b_number": DID}
        found = [self._line(a_number=STRANGER, **to_did), self._line(a_number="anonymous", **to_did)]
        found += [self._line(**to_did), self._line(), self._line(a_number=STRANGER)]
        found += [self._line(a_number=STRANGER, seconds=0, **to_did)]
        return found + [self._line(a_number=STRANGER, start="2025-12-01 10:00:00", **to_did)] * 1

    def _payers(self):
        calls = self._both(self._lines())
        self._assert_booked()
        return calls.mapped(lambda call: call.partner_id.name or call.state)

    def test_the_caller_pays_unless_the_source_says_otherwise(self):
        self.assertEqual(
            self._payers(), ["unmatched", "unmatched", "Acme", "Acme", "unmatched", "unanswered", "unmatched"]
        )

    def test_the_holder_pays_for_strangers(self):
        self._bill("stranger")
        self.assertEqual(self._payers(), ["Beta", "Beta", "Acme", "Acme", "unmatched", "Beta", "unmatched"])

    def test_the_holder_pays_always(self):
        self._bill("always")
        self.assertEqual(self._payers(), ["Beta", "Beta", "Beta", "Acme", "unmatched", "Beta", "unmatched"])

    def test_by_the_price_list_of_the_did(self):
        self._bill("stranger")
        call = self._call(a_number=STRANGER, b_number=DID)
        self.assertEqual((call.amount, call.rule, call.number_id), (200_000, "number", self.did))
        self.assertEqual(call.statement_id.partner_id, self.beta)

    def test_a_premium_number_stays_with_who_calls(self):
        self._bill("always")
        self.did.kind = "phone"
        self.assertEqual(self._call(b_number=DID).partner_id, self.acme)

    def test_calls_from_a_did_are_its_holders(self):
        self.assertEqual(self._call(a_number=DID).partner_id, self.beta)

    def test_sent_through_again_the_holder_pays(self):
        call = self._call(a_number=STRANGER, b_number=DID)
        self.assertEqual(call.state, "unmatched")
        self._bill("stranger")
        call._redo()
        self.assertEqual((call.partner_id, call.amount), (self.beta, 200_000))

    def test_never_two_holders(self):
        with self.assertRaises(ExclusionViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self._create_did(self.acme, valid_from="2026-05-01 00:00:00")

    def test_days_held(self):
        self.did.valid_to = "2026-03-10 11:00:00"
        second = self._create_did(self.acme, valid_from="2026-03-10 11:00:00")
        third = self._create_did(self.acme, "+46851000002", valid_from="2026-03-15 12:00:00")
        self.assertTrue(second and third)
        march = date(2026, 3, 1), date(2026, 4, 1)
        begun, moved = date(2026, 1, 1), date(2026, 3, 11)
        self.assertEqual(self._spans(self.beta, *march), [(begun, moved)], "the day it moved is charged once")
        self.assertEqual(self._spans(self.acme, *march), [(moved, None), (date(2026, 3, 15), None)])
        self.assertEqual(self._spans(self.beta, moved, march[1]), [])
        self.assertEqual(self.acme._call_did_count(self.company, *march), 2)

    def _spans(self, partner, date_from, date_to):
        return partner._call_did_spans(self.company, date_from, date_to)

    def test_a_change_of_its_price_list_is_no_new_number(self):
        self.did.valid_to = "2026-03-10 11:00:00"
        self._create_did(self.beta, valid_from="2026-03-10 11:00:00")
        self.assertEqual(self._spans(self.beta, date(2026, 1, 1), date(2027, 1, 1)), [(date(2026, 1, 1), None)])

    def test_the_payer_has_its_sub_accounts_dids(self):
        self.beta.call_payer_id = self.acme
        self.assertEqual(self._spans(self.acme, date(2026, 5, 1), date(2026, 6, 1)), [(date(2026, 1, 1), None)])

    def test_days_go_by_the_holders_clock(self):
        self.did.write({"valid_from": "2026-06-30 22:00:00", "valid_to": "2026-07-31 22:00:00"})
        held = self._spans(self.beta, date(2026, 6, 1), date(2026, 9, 1))
        self.assertEqual(held, [(date(2026, 7, 1), date(2026, 8, 1))])

    def test_a_file_of_old_lines_is_as_it_was(self):
        batch = self._import(line("1.1/1"), line("1.2/1", a_number=STRANGER))
        self.assertEqual(self._calls(batch).mapped("state"), ["rated", "unmatched"])
