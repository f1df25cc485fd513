"""What is kept of the secret digits of a PIN."""

import hashlib
import hmac
import secrets

#: how many digits name the account, and how many are secret
CODE_DIGITS = 6
SECRET_DIGITS = 4
#: tried first by whoever guesses
OBVIOUS = frozenset({*(digit * SECRET_DIGITS for digit in "0123456789"), "0123", "1234", "4321"})
#: 16 MB and some 50 ms for each guess
COST = {"n": 2**14, "r": 8, "p": 1}


def digits(count):
    """So many random digits, as text."""
    return f"{secrets.randbelow(10**count):0{count}}"


def new_secret():
    """Secret digits that are not the first a guesser tries."""
    secret = digits(SECRET_DIGITS)
    while secret in OBVIOUS:
        secret = digits(SECRET_DIGITS)
    return secret


def digest_of(secret, salt=None):
    """Salt and slow hash of the secret digits, as text."""
    salt = salt or secrets.token_bytes(16)
    return f"{salt.hex()}:{hashlib.scrypt(secret.encode(), salt=salt, **COST).hex()}"


#: compared with where there is nothing to compare with, so that time does not tell which codes there are
NOBODY = f"{bytes(16).hex()}:"


def fits(secret, digest):
    """Whether `digest` was made of `secret`; takes as long whatever the answer."""
    salt, _hash = digest.split(":")
    return hmac.compare_digest(digest_of(secret, bytes.fromhex(salt)), digest)
