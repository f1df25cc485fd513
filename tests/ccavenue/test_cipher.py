"""Texts are hidden as any other program would hide them, and whatever is not such a text is one error."""

import doctest
import hashlib
import importlib
import subprocess

import pytest
from ccavenue import Unreadable, decrypt, encrypt
from hypothesis import given
from hypothesis import strategies as st

KEY = "1234567890ABCDEF1234567890ABCDEF"
#: whatever UTF-8 can say
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
FEW = "merchant_id=1&order_id=INV-7&billing_name=Åsa & Söner = 1 🦊"


def openssl(mode, data, key=KEY):
    """What OpenSSL's own command makes of it."""
    digest = hashlib.md5(key.encode()).hexdigest()
    start = "000102030405060708090a0b0c0d0e0f"
    command = ["openssl", "enc", mode, "-aes-128-cbc", "-K", digest, "-iv", start]
    return subprocess.run(command, input=data, check=True, capture_output=True).stdout


@pytest.mark.parametrize("text", ["", "a", "x" * 16, FEW, "&=%+\n\0"])
def test_openssl_hides_and_finds_the_same(text):
    assert encrypt(KEY, text) == openssl("-e", text.encode()).hex()
    assert openssl("-d", bytes.fromhex(encrypt(KEY, text))).decode() == text
    assert decrypt(KEY, openssl("-e", text.encode()).hex().upper()) == text


@given(TEXTS, TEXTS)
def test_what_was_hidden_comes_back(key, text):
    assert decrypt(key, encrypt(key, text)) == text


@given(st.text())
def test_what_no_text_can_say_does_not_stop_it(text):
    assert decrypt(KEY, encrypt(KEY, text)) == text.encode("utf-8", "replace").decode()


@pytest.mark.parametrize(
    "hidden",
    [
        "",
        "0",
        "00",
        "zz" * 16,
        "0" * 31,
        "0" * 33,
        " " * 32,
        "٠" * 32,
        encrypt(KEY, FEW)[:-2],
        encrypt(KEY, FEW)[:-32],
        encrypt(KEY, FEW)[:-1] + "\n",
        f" {encrypt(KEY, FEW)} ",
        "0" * 200_000,
        openssl("-e", b"\xff\xfe and no text").hex(),
    ],
)
def test_what_is_no_hidden_text_is_unreadable(hidden):
    with pytest.raises(Unreadable):
        decrypt(KEY, hidden)


def read(key, hidden):
    """The text, or nothing where it is unreadable; any other error goes through."""
    try:
        return decrypt(key, hidden)
    except Unreadable:
        return None


@given(st.text())
def test_no_text_does_anything_else(hidden):
    read(KEY, hidden)


@given(st.binary(min_size=16, max_size=64).map(bytes.hex))
def test_no_bytes_do_anything_else(hidden):
    read(KEY, hidden)


@given(st.integers(0, len(encrypt(KEY, FEW)) // 2 - 1), st.integers(1, 255))
def test_a_changed_byte_is_unreadable_or_another_text(place, change):
    """The cipher has no seal: so the text may be readable, and must not be believed."""
    hidden = bytearray.fromhex(encrypt(KEY, FEW))
    hidden[place] ^= change
    assert read(KEY, hidden.hex()) != FEW


@given(TEXTS.filter(lambda key: key != KEY))
def test_another_key_does_not_find_the_text(key):
    assert read(key, encrypt(KEY, FEW)) != FEW


def test_the_error_does_not_say_what_was_wrong():
    """Whoever learns whether the padding was right can find a text byte by byte."""
    errors = []
    for hidden in ("zz", "00" * 16, encrypt(KEY, FEW)[:-32], openssl("-e", b"\xff").hex()):
        with pytest.raises(Unreadable) as caught:
            decrypt(KEY, hidden)
        errors.append((type(caught.value), caught.value.args, caught.value.__cause__))
    assert errors == [(Unreadable, (), None)] * 4


@pytest.mark.parametrize("name", ["cipher", "order", "meaning"])
def test_the_examples_in_the_documentation_are_true(name):
    result = doctest.testmod(importlib.import_module(f"ccavenue.{name}"))
    assert not result.failed
    assert result.attempted
