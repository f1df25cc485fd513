"""What tests of decks have in common: a card with prices, and files for it."""

import base64
import io

import openpyxl

from ..common import BillingCase

HEADER = "Code;Destination;Rate;Connection fee;Effective date"


class DeckCase(BillingCase):
    """The test card (467 at 0.60) and a supplier's card with four prices."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.partner_id.tz = "Europe/Stockholm"
        cls.supplier = cls.env["res.partner"].create({"name": "Carrier"})
        cls.cost = cls._create_card(
            "Carrier cost",
            {"4670": 400_000, "4672": 410_000, "4673": 420_000, "4676": 430_000},
            timezone="Europe/Stockholm",
        )
        cls.cost.write({"kind": "cost", "supplier_id": cls.supplier.id})

    def _deck(self, text, card=None, name="deck.csv", preview=True, **vals):
        """A deck of this file, previewed."""
        raw = text if isinstance(text, bytes) else text.encode()
        deck = self.env["call.deck"].create(
            {"name": name, "file": base64.b64encode(raw), "card_id": (card or self.cost).id, **vals}
        )
        if preview:
            deck.action_preview()
        return deck

    def _apply(self, *args, **vals):
        """A deck applied and published."""
        deck = self._deck(*args, **vals)
        deck.action_apply_publish()
        return deck

    def _counts(self, deck):
        """{kind: how many}, without zeros."""
        kinds = ("new", "up", "down", "changed", "closed", "expired", "unchanged", "error")
        return {kind: deck[f"{kind}_count"] for kind in kinds if deck[f"{kind}_count"]}

    def _prices(self, version):
        """[(prefix, price, begin, end)] of a version."""
        rates = version.rate_ids.sorted(lambda rate: (rate.prefix, str(rate.valid_from or "")))
        return [(rate.prefix, rate.price, rate.valid_from, rate.valid_to) for rate in rates]

    @staticmethod
    def _xlsx(rows):
        """The bytes of a workbook with these rows."""
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        stream = io.BytesIO()
        book.save(stream)
        return stream.getvalue()
