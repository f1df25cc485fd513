"""Importing a deck: preview, applying, and the same file twice."""

from datetime import datetime

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .deck_common import HEADER, DeckCase

MIXED = f"""{HEADER}
4670;Mobile (test);0,45;;
4672;Mobile (test);0,40;;
4673;Mobile (test);0,42;;
4677;Sweden premium;1,234567;0,10;
467x;Mobile (test);0,42;;
"""


@tagged("post_install", "-at_install")
class TestDeckImport(DeckCase):
    def test_a_preview_says_what_each_row_does_and_changes_nothing(self):
        deck = self._deck(MIXED)
        self.assertEqual(self._counts(deck), {"new": 1, "up": 1, "down": 1, "unchanged": 1, "error": 1})
        self.assertEqual((deck.state, deck.base_version_id), ("previewed", self.cost.version_ids))
        self.assertEqual(deck.largest_rise, "4670 Mobile (test): +12.50 % (0.40 → 0.45)")
        self.assertEqual(deck.largest_fall, "4672 Mobile (test): -2.44 % (0.41 → 0.40)")
        fault = deck.line_ids.filtered(lambda line: line.kind == "error")
        self.assertEqual((fault.row, fault.column_name, fault.value, fault.reason), (6, "Code", "467x", "not_digits"))
        self.assertEqual(fault.detail, "Code “467x”: A prefix is digits only, country code first")
        new = deck.line_ids.filtered(lambda line: line.kind == "new")
        self.assertEqual(new.detail, "New destination")
        self.assertEqual((new.prefix, new.price, new.fee, new.new_destination), ("4677", 1_234_567, 100_000, True))
        self.assertEqual(deck.destination_ids.mapped("name"), ["Sweden premium"])
        self.assertEqual(deck.destination_ids.destination_class, "premium")
        self.assertEqual(len(self.cost.version_ids), 1)
        self.assertFalse(self.env["call.destination"].search([("name", "=", "Sweden premium")]))

    def test_applying_makes_a_draft_and_errors_keep_their_price(self):
        deck = self._deck(MIXED + "4676;Mobile (test);abc;;\n", coverage="full")
        self.assertEqual(self._counts(deck)["error"], 2)
        with freeze_time("2026-11-01 10:00:00"):
            deck = self._deck(MIXED + "4676;Mobile (test);abc;;\n", coverage="full")
            deck.action_apply()
        draft = deck.version_id
        now = datetime(2026, 11, 1, 10)
        self.assertEqual((draft.state, deck.state, draft.sequence), ("draft", "applied", 2))
        self.assertEqual(
            self._prices(draft),
            [
                ("4670", 400_000, False, now),
                ("4670", 450_000, now, False),
                ("4672", 410_000, False, now),
                ("4672", 400_000, now, False),
                ("4673", 420_000, False, False),
                ("4676", 430_000, False, False),
                ("4677", 1_234_567, now, False),
            ],
        )
        premium = self.env["call.destination"].search([("name", "=", "Sweden premium")])
        self.assertEqual(premium.destination_class, "premium")
        self.assertEqual(premium.product_id, self.env.ref("call_center_billing.product_call_premium"))
        self.assertIn("deck.csv", draft.message_ids[0].body)

    def test_the_same_file_again_changes_nothing(self):
        first = self._apply(MIXED, coverage="full")
        self.assertEqual(self._counts(first)["closed"], 1)
        again = self._deck(MIXED, coverage="full")
        self.assertEqual(self._counts(again), {"unchanged": 4, "error": 1})
        with self.assertRaisesRegex(UserError, "Nothing to change"):
            again.action_apply()
        self.assertEqual(len(self.cost.version_ids), 2)
        third = self._deck(MIXED.replace("1,234567", "1,30"), coverage="full")
        self.assertEqual(self._counts(third), {"up": 1, "unchanged": 3, "error": 1})

    def test_prices_in_force_are_found_by_calls(self):
        before = datetime(2026, 11, 1, 9, 59)
        with freeze_time("2026-11-01 10:00:00"):
            self._apply(MIXED)
        self.assertEqual(self.cost._rate_call("+46701234567", before, 60).amount, 400_000)
        after = datetime(2026, 11, 1, 10)
        self.assertEqual(self.cost._rate_call("+46701234567", after, 60).amount, 450_000)
        self.assertEqual(self.cost._rate_call("+46771234567", after, 60).amount, 1_334_600)

    def test_dates_are_read_on_the_clock_of_the_version(self):
        text = f"{HEADER}\n4670;Mobile (test);0,45;;2027-07-01\n4672;Mobile (test);closed;;01.08.2027\n"
        deck = self._apply(text)
        self.assertEqual(self._counts(deck), {"up": 1, "closed": 1})
        begin, end = datetime(2027, 6, 30, 22), datetime(2027, 7, 31, 22)
        prices = self._prices(deck.version_id)
        self.assertIn(("4670", 400_000, False, begin), prices)
        self.assertIn(("4670", 450_000, begin, False), prices)
        self.assertIn(("4672", 410_000, False, end), prices)
        again = self._deck(text)
        self.assertEqual(self._counts(again), {"unchanged": 2})
        later = self._deck(text, effective_at="2027-09-01 00:00:00")
        self.assertEqual(self._counts(later), {"unchanged": 2})

    def test_several_prefixes_in_a_row_and_a_file_in_which_half_a_prefix_is_wrong(self):
        text = "Country code;Area code;Destination;Rate\n46;70,72-73;Mobile (test);0.50\n46;7a,76;Mobile (test);0.1\n"
        deck = self._apply(text)
        self.assertEqual(self._counts(deck), {"up": 3, "error": 1})
        self.assertEqual(self._counts(self._deck(text)), {"unchanged": 3, "error": 1})

    def test_bands_and_steps(self):
        version = self.cost.version_ids.copy({"valid_from": "2026-02-01 00:00:00"})
        self.env["call.rate.band"].create(
            {"version_id": version.id, "name": "Night", "hour_from": 0, "hour_to": 6, "saturday": True, "sunday": True}
        )
        version.action_publish()
        text = (
            "prefix,destination,price,price:Night,steps,increments\n"
            '4670,Mobile (test),0.40,0.20,"60: 0.10/6",60/1\n4672,Mobile (test),0.41,,,1/1\n'
        )
        deck = self._apply(text)
        self.assertEqual(self._counts(deck), {"changed": 1, "unchanged": 1})
        rate = deck.version_id.rate_ids.filtered(lambda rate: rate.prefix == "4670" and not rate.valid_to)
        tiers = [(tier.band_id.name, tier.start, tier.price, tier.next_increment) for tier in rate.tier_ids]
        self.assertCountEqual(tiers, [("Night", 0, 200_000, 0), (False, 60, 100_000, 6)])
        line = deck.line_ids
        self.assertEqual(line.what, "First seconds: 1 → 60; Steps inside a call: – → 60: 0.10/6; Night: – → 0.20")
        self.assertEqual(self._counts(self._deck(text)), {"unchanged": 2})
        with freeze_time("2027-01-01 00:00:00"):
            without = self._apply("prefix,destination,price\n4670,Mobile (test),0.50\n")
        rate = without.version_id.rate_ids.filtered(lambda rate: rate.prefix == "4670" and rate.price == 500_000)
        self.assertEqual((len(rate.tier_ids), rate.first_increment), (2, 60), "what the file does not say stays")

    def test_a_bands_own_fee_survives_a_deck(self):
        version = self.cost.version_ids.copy({"valid_from": "2026-02-01 00:00:00"})
        band = self.env["call.rate.band"].create(
            {"version_id": version.id, "name": "Night", "hour_from": 0, "hour_to": 6}
        )
        rate = version.rate_ids.filtered(lambda rate: rate.prefix == "4670")
        rate.tier_ids = [
            (0, 0, {"band_id": band.id, "price": 200_000, "has_fee": True, "connection_fee": 50_000}),
            (0, 0, {"band_id": band.id, "price": 100_000, "start": 60}),
        ]
        version.action_publish()
        deck = self._apply("prefix,destination,price,price:Night\n4670,Mobile (test),0.40,0.30\n")
        rate = deck.version_id.rate_ids.filtered(lambda rate: rate.prefix == "4670" and not rate.valid_to)
        tiers = [(tier.start, tier.price, tier.has_fee, tier.connection_fee) for tier in rate.tier_ids]
        self.assertCountEqual(tiers, [(0, 300_000, True, 50_000), (60, 100_000, False, 0)])
        self.assertEqual(len(rate.tier_ids.band_id), 1)
        self.assertEqual(rate.tier_ids.band_id.version_id, deck.version_id)

    def test_a_card_without_versions_gets_its_first(self):
        card = self.env["call.rate.card"].create({"name": "New card", "kind": "cost"})
        deck = self._deck(f"{HEADER}\n+47;Norway;0,10;;\n46 70;mobile  (TEST);0,20;;\n=112;SOS;0;;\n", card)
        self.assertEqual(self._counts(deck), {"new": 3})
        self.assertCountEqual(deck.destination_ids.mapped("name"), ["Norway", "SOS"])
        deck.action_apply_publish()
        self.assertEqual(
            self._prices(card.version_ids),
            [("4670", 200_000, False, False), ("47", 100_000, False, False), ("=112", 0, False, False)],
        )
        rate = card.version_ids.rate_ids.filtered(lambda rate: rate.prefix == "4670")
        self.assertEqual(rate.destination_id, self.mobile)
