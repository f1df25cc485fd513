"""A file comes in: every line ends in one place, and no call is charged twice."""

from pathlib import Path

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import BillingCase, line

REAL = Path(__file__).parents[3] / "data" / "cdr" / "asterisk22_newcolumns_gmt.csv"


@tagged("post_install", "-at_install")
class TestCallImport(BillingCase):
    def test_a_real_file_is_accounted_for_line_by_line(self):
        batch = self.source._import_bytes("Master.csv", REAL.read_bytes())
        totals = batch._totals()
        totals.pop("import_id")
        self.assertEqual(
            totals,
            {"lines": 32, "stored": 31, "duplicates": 0, "refused": 0, "ignored": 1, "rated": 7, "unrated": 0,
             "unmatched": 2, "unanswered": 19, "denied": 3, "talk_seconds": 30},
        )  # fmt: skip

    def test_the_calls_of_a_real_file_cost_what_their_seconds_cost(self):
        batch = self.source._import_bytes("Master.csv", REAL.read_bytes())
        rated = self._calls(batch).filtered(lambda call: call.state == "rated")
        self.assertEqual(rated.mapped("talk_seconds"), [5, 4, 4, 2, 4, 2, 3])
        # 0.60 a minute is 0.01 a second
        self.assertEqual(rated.mapped("amount"), [50_000, 40_000, 40_000, 20_000, 40_000, 20_000, 30_000])

    def test_the_same_file_again_changes_nothing_and_says_so(self):
        lines = [line("1.1/1"), line("1.1/2", b_number="46701110002")]
        first = self._import(*lines)
        statement = self._calls(first).statement_id
        before = (statement.call_count, statement.amount)
        again = self._import(*lines)
        self.assertEqual((again.stored_count, again.duplicate_count), (0, 2))
        self.assertEqual(again.previous_id, first)
        self.assertFalse(again.reject_ids)
        self.assertEqual((statement.call_count, statement.amount), before)

    def test_a_call_that_comes_again_in_another_file_is_listed_not_charged(self):
        self._import(line("1.1/1"))
        batch = self._import(line("1.1/1"), line("1.1/2"))
        self.assertEqual((batch.stored_count, batch.duplicate_count), (1, 1))
        self.assertEqual(batch.reject_ids.mapped("kind"), ["duplicate"])
        self.assertIn("1.1/1", batch.reject_ids.message)

    def test_a_call_to_a_service_on_a_geographic_number_is_charged_to_the_caller(self):
        """The service's own number has a rate; whoever owns the A-number pays."""
        service = self._create_card("Tarot line", {"46812000100": 19_900_000})
        self.acme.property_product_pricelist = self._create_pricelist("Callers", service)
        call = self._calls(self._import(line("1.1/1", b_number="0812000100", seconds=90)))
        self.assertEqual((call.partner_id, call.amount), (self.acme, 29_850_000))

    def test_a_call_twice_in_one_file_is_charged_once(self):
        batch = self._import(line("1.1/1"), line("1.1/1"))
        self.assertEqual((batch.stored_count, batch.duplicate_count), (1, 1))
        self.assertEqual(self._calls(batch).statement_id.call_count, 1)

    def test_the_same_id_from_another_switch_is_another_call(self):
        other = self.source.copy({"name": "Other switch"})
        self._import(line("1.1/1"))
        self.assertEqual(self._import(line("1.1/1"), source=other).stored_count, 1)

    def test_a_bad_line_keeps_its_text_and_reason_and_spares_the_rest(self):
        bad = line("1.1/2").replace("2026-11-22 03:22:52", "tomorrow")
        batch = self._import(line("1.1/1"), bad, line("1.1/3"))
        self.assertEqual((batch.stored_count, batch.refused_count), (2, 1))
        reject = batch.reject_ids
        self.assertEqual((reject.line_number, reject.field_name, reject.raw), (2, "start", bad))
        self.assertEqual(reject.message, "start is “tomorrow”, which is no date and time.")

    def test_every_reason_for_refusing_a_line_has_words(self):
        lines = [
            line("1.1/1"),
            line("1.1/2").replace('"out",', ""),
            line("1.1/3").replace("ANSWERED", "MAYBE"),
            line("1.1/4").replace(",62,60,", ",62,x,"),
            line("1.1/5").replace("2026-11-22", "2126-11-22"),
            line("1.1/6").replace('"Dial"', '"Di"al"'),
            line("1.1/7").replace("PJSIP/x", "PJSIP/\x01"),
        ]
        raw = "\n".join(lines).encode() + b"\n" + b"caf\xe9,1\n" + b"y" * 70_000
        batch = self.source._import_bytes("bad.csv", raw)
        self.assertEqual((batch.stored_count, batch.refused_count), (1, 8))
        texts = self.env["call.reject"]._reason_texts()
        for reject in batch.reject_ids:
            self.assertIn(reject.reason, texts)
            self.assertNotIn("{", reject.message)
        self.assertEqual(len(set(batch.reject_ids.mapped("reason"))), 8)

    def test_files_that_hold_no_records_are_turned_away_in_one_line(self):
        for name, raw, words in (
            ("empty.csv", b"", "is empty"),
            ("book.xlsx", b"PK\x03\x04\x14\x00\x06\x00", "is not a text file"),
            ("other.csv", b"date;from;to\n", "its first line has 1 columns"),
        ):
            with self.subTest(name), self.assertRaises(UserError) as caught:
                self.source._import_bytes(name, raw)
            message = str(caught.exception)
            self.assertIn(words, message)
            self.assertIn(name, message)
            self.assertNotIn("\n", message)

    def test_the_original_is_kept_with_the_import(self):
        batch = self._import(line("1.1/1"))
        self.assertEqual(batch.attachment_id.raw, line("1.1/1").encode())

    def test_an_account_code_picks_the_campaign_and_its_card(self):
        card = self._create_card("Campaign card", {"467": 300_000})
        pricelist = self._create_pricelist("Campaign list", card)
        campaign = self.env["call.campaign"].create(
            {"name": "Spring", "partner_id": self.acme.id, "code": "SPRING", "pricelist_id": pricelist.id}
        )
        batch = self._import(line("1.1/1", account="SPRING"), line("1.1/2", account="other"))
        spring, other = self._calls(batch)
        self.assertEqual((spring.campaign_id, spring.amount), (campaign, 300_000))
        self.assertEqual((other.campaign_id.id, other.amount), (False, 600_000))

    def test_a_customer_without_a_card_gets_the_company_s(self):
        self.company.call_rate_card_id = self._create_card("Default", {"46": 120_000})
        plain = self.env["product.pricelist"].create({"name": "No card"})
        self._create_customer("Plain", "+46812340000", pricelist=plain)
        call = self._calls(self._import(line("1.1/1", a_number="46812340000")))
        self.assertEqual(call.amount, 120_000)

    def test_an_answered_call_of_no_seconds_costs_nothing_and_holds_up_no_bill(self):
        call = self._calls(self._import(line("1.1/1", b_number="999", seconds=0, disposition="ANSWERED")))
        self.assertEqual((call.state, call.amount), ("rated", 0))
        self.assertFalse(call.statement_id)

    def test_a_call_that_the_switch_refused_is_refused(self):
        call = self._calls(self._import(line("1.1/1", seconds=0, application="Hangup")))
        self.assertEqual(call.state, "denied")
        self.assertFalse(call.statement_id)

    def test_an_import_with_calls_cannot_be_deleted(self):
        batch = self._import(line("1.1/1"))
        with self.assertRaisesRegex(UserError, "has calls"):
            batch.unlink()

    def test_a_campaign_with_calls_cannot_be_deleted(self):
        campaign = self.env["call.campaign"].create({"name": "Spring", "partner_id": self.acme.id, "code": "S"})
        self._import(line("1.1/1", account="S", seconds=0))
        with self.assertRaisesRegex(UserError, "archive it instead"):
            campaign.unlink()

    def test_a_second_import_of_a_source_waits_for_the_first(self):
        with self.registry.cursor() as cr:
            cr.execute("SELECT pg_advisory_xact_lock(%s, %s)", (0x43414C4C, self.source.id))
            with self.assertRaisesRegex(UserError, "is being imported"):
                self._import(line("1.1/1"))
