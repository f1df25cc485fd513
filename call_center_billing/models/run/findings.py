"""What may be odd about a bill, the weightiest first. Pure.

>>> severity(["high"]), severity(["high", "unrated"]), severity([])
(1, 2, 0)
>>> in_order(["high", "unrated"])
['unrated', 'high']
"""

#: keeps an account from being billed
BLOCKING = (
    ("unrated", "Calls without a price"),
    ("negative", "Less than nothing"),
    ("no_journal", "No journal for invoices"),
    ("locked", "Period of the books is closed"),
    ("no_rate", "Currency without a rate"),
    ("no_pricelist", "No price list in this currency"),
    ("archived_article", "Archived article"),
    ("no_tax", "Article without tax"),
    ("no_address", "No complete address"),
)
#: leaves it to people
ODD = (
    ("high", "Far above the usual"),
    ("low", "Far below the usual"),
    ("zero", "Calls that cost nothing"),
    ("first", "First bill"),
    ("bounced", "E-mail came back before"),
    ("no_email", "No e-mail address"),
    ("archived", "Archived customer"),
)
#: there is nothing, which is no fault
EMPTY = (("empty", "No calls"),)
FINDINGS = [*BLOCKING, *ODD, *EMPTY]

_RANK = {code: rank for rank, (code, _label) in enumerate(FINDINGS)}
_STOPS = {code for code, _label in BLOCKING}


def in_order(codes):
    """The codes, the weightiest first."""
    return sorted(codes, key=_RANK.__getitem__)


def severity(codes):
    """2: cannot be billed. 1: odd. 0: in order."""
    if _STOPS & set(codes):
        return 2
    return 1 if set(codes) - {"first", "empty"} else 0
