"""Codes of vouchers: sixteen digits, the last of which tells a mistyped code from a wrong one.

The check digit is Damm's: every single wrong digit, and every two neighbours that changed places, are noticed. It needs
no secret and no look-up, so who mistypes is told so at once, and it does not count as a guess.
"""

import secrets

#: random digits of a code: with a million vouchers in use a guess is right once in a thousand million
RANDOM_DIGITS = 15
DIGITS = RANDOM_DIGITS + 1
GROUP = 4
#: what people write between groups
BETWEEN = str.maketrans("", "", " -.\t\r\n\u00a0\u2007\u202f\u2010\u2011\u2013")

#: Damm's quasigroup of order 10, totally anti-symmetric
_TABLE = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)


def check_digit(digits):
    """The digit that makes these valid.

    >>> check_digit("572")
    '4'
    """
    state = 0
    for digit in digits:
        state = _TABLE[state][int(digit)]
    return str(state)


def new_code():
    """Sixteen digits that nobody can foresee.

    :rtype: str
    """
    digits = f"{secrets.randbelow(10**RANDOM_DIGITS):0{RANDOM_DIGITS}}"
    return digits + check_digit(digits)


def plain(entered):
    """The sixteen digits of what somebody entered, or None: it is no code, a digit is wrong or two changed places.

    >>> plain("0000-0000 0000.0000"), plain("0000 0000 0000 0001"), plain("0" * 15)
    ('0000000000000000', None, None)
    """
    digits = (entered or "").translate(BETWEEN)
    if len(digits) != DIGITS or not (digits.isascii() and digits.isdigit()):
        return None
    return digits if check_digit(digits) == "0" else None


def grouped(code):
    """As it is printed.

    >>> grouped("0123456789012345")
    '0123 4567 8901 2345'
    """
    return " ".join(code[at : at + GROUP] for at in range(0, DIGITS, GROUP))
