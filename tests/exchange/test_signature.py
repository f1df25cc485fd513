"""Only who knows the secret can say something, and only now."""

import hashlib
import hmac

import pytest
from exchange import signature
from hypothesis import given
from hypothesis import strategies as st

NOW = 1_795_317_772
SECRET = "correct horse battery staple"


@given(st.text(min_size=1), st.binary(), st.integers(-300, 300))
def test_what_was_signed_is_accepted_within_the_tolerance(secret, body, late):
    secret = secret.encode("utf-8", "replace").decode()
    assert signature.fault(secret, signature.sign(secret, NOW, body), NOW + late, body) == ""


def test_it_is_what_any_other_program_computes():
    digest = hmac.new(SECRET.encode(), b"1795317772." + b'{"a": 1}', hashlib.sha256).hexdigest()
    assert signature.sign(SECRET, NOW, b'{"a": 1}') == f"t=1795317772,v1={digest}"


GOOD = signature.sign(SECRET, NOW, b"body")


@pytest.mark.parametrize(
    ("secret", "header", "moment", "body", "fault"),
    [
        (SECRET, "", NOW, b"body", "missing"),
        ("", signature.sign("", NOW, b"body"), NOW, b"body", "missing"),
        (SECRET, GOOD, NOW + 301, b"body", "old"),
        (SECRET, GOOD, NOW - 301, b"body", "old"),
        (SECRET, GOOD, NOW, b"Body", "wrong"),
        ("another", GOOD, NOW, b"body", "wrong"),
        (SECRET, GOOD.replace("t=1795317772", "t=1795317773"), NOW, b"body", "wrong"),
        (SECRET, GOOD + " ", NOW, b"body", "form"),
        (SECRET, GOOD.upper(), NOW, b"body", "form"),
        (SECRET, GOOD.replace("1795", "١٧٩٥"), NOW, b"body", "form"),
        (SECRET, "t=1" * 5000, NOW, b"body", "form"),
        (SECRET, "sha256=abc", NOW, b"body", "form"),
    ],
)
def test_anything_else_is_not(secret, header, moment, body, fault):
    assert signature.fault(secret, header, moment, body) == fault
    assert fault in signature.FAULTS
