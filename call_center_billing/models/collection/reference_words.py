"""The words of a bank's text that may be a reference. Pure.

>>> sorted(reference_words("Invoice INV/2026/00012, thanks"))
['INV202600012', 'INV202600012THANKS', 'INVOICEINV202600012', 'INVOICEINV202600012THANKS']
>>> "RF12345678" in reference_words("RF12 3456 78")
True
"""

import re

#: shorter ones are chance
LEAST = 4
#: words that stand apart and may be one reference
MOST_JOINED = 8


def normal(text):
    """`text` as references are compared: letters and digits only, upper case."""
    return re.sub(r"[^A-Z0-9]", "", (text or "").upper())


def reference_words(*texts):
    """All that may be a reference in these texts, in normal form; neighbours are joined, for many print in groups."""
    found = set()
    for text in texts:
        parts = [part for part in map(normal, re.split(r"[\s,;:]+", text or "")) if part]
        for start in range(len(parts)):
            for end in range(start + 1, min(start + MOST_JOINED, len(parts)) + 1):
                word = "".join(parts[start:end])
                if len(word) >= LEAST and any(sign.isdigit() for sign in word):
                    found.add(word)
    return found
