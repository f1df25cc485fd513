"""Words for trying a text out, of each event: see `res.partner._call_notify`."""

SAMPLES = {
    "invoice": {"number": "INV/2026/00017", "amount": 1_250_000_000, "date": "2026-12-22"},
    "payment": {"amount": 1_250_000_000, "date": "2026-11-22", "due": 310_000_000},
    "top_up": {"amount": 200_000_000, "balance": 231_500_000, "date": "2027-11-22"},
    "low_balance": {"balance": 18_400_000, "threshold": 50_000_000},
    "expiry": {"balance": 231_500_000, "date": "2026-12-01"},
    "block": {"reason": "Unpaid invoice", "amount": 1_250_000_000, "until": "2026-12-01 11:00:00"},
    "unblock": {"reason": "Unpaid invoice"},
    "suspension": {"level": "outgoing", "in_advance": True, "date": "2026-12-01", "amount": 1_250_000_000},
    "inactivation": {"in_advance": True, "date": "2026-12-31", "amount": 1_250_000_000},
    "termination": {"in_advance": True, "date": "2027-01-31", "amount": 1_250_000_000},
    "reactivation": {"amount": 99_000_000, "date": "2026-11-22"},
    "plan_change": {"name": "Office 20", "former": "Office 10", "date": "2026-12-01", "amount": 49_000_000},
    "subscription_start": {"name": "Office 10", "date": "2026-12-01", "amount": 299_000_000},
    "cancellation": {"name": "Office 10", "date": "2026-12-31", "amount": 897_000_000},
    "renewal": {"name": "Office 10", "date": "2027-01-01", "until": "2027-12-31", "cancel_by": "2026-12-01"},
    "bundle_80": {"bundle": "500 minutes", "granted": "500:00", "left": "100:00", "date_to": "2026-12-01"},
    "bundle_100": {"bundle": "500 minutes", "granted": "500:00", "left": "0:00", "date_to": "2026-12-01"},
    "agreement_expiry": {"agreement": "SA0007", "day": "2026-12-31"},
    "budget": {"campaign": "Autumn", "step": 80, "used": 8_000_000_000, "budget": 10_000_000_000},
    "plan_request": {"name": "Office 20", "state": "approved", "date": "2026-12-01", "amount": 49_000_000},
}
