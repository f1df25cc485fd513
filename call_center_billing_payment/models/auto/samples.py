"""Words for trying our texts out, of each of our events."""

from odoo.addons.call_center_billing.models.notice.samples import SAMPLES

CARD = "•••• 4242"
INVOICE = {"amount": 1_250_000_000, "card": CARD, "number": "INV/2026/00017"}
SAMPLES.update(
    {
        "auto_top_up": {"amount": 200_000_000, "card": CARD, "balance": 231_500_000},
        "auto_top_up_off": {"card": CARD, "declined": True, "reason": "Your card has insufficient funds."},
        "card_declined": INVOICE | {"date": "2026-12-25", "confirm": False},
        "card_collection": INVOICE | {"date": "2026-12-22"},
        "card_expiry": {"card": CARD, "date": "2026-12-31"},
    }
)
