"""Whatever a directory answers, it means one of four things."""

import json

import pytest
from directory import ADAPTERS, REASONS, Answer, Listing, Question, understand
from hypothesis import given
from hypothesis import strategies as st

ASKED = Question("+46701740605", country="SE", paths=(("name", "a[0].b"), ("secret", "s"), ("company", "c")))
PERSON = '{"result": {"persons": {"person": [{"displayName": "Björn Åkesson"}]}}}'


@pytest.mark.parametrize(
    ("status", "outcome", "reason"),
    [
        (404, "none", ""),
        (204, "none", ""),
        (401, "error", "credentials"),
        (403, "error", "credentials"),
        (402, "error", "payment"),
        (429, "error", "quota"),
        (302, "error", "redirect"),
        (500, "error", "server"),
        (400, "error", "status"),
    ],
)
def test_a_status_says_enough(status, outcome, reason):
    for kind in ADAPTERS:
        understood = understand(kind, ASKED, Answer(status, b"{}"))
        assert (understood.outcome, understood.reason) == (outcome, reason)


@pytest.mark.parametrize(("header", "seconds"), [("30", 30), ("", 0), ("soon", 0), ("-1", 0), ("999999", 86_400)])
def test_how_long_it_wants_to_be_left_alone(header, seconds):
    assert understand("hitta", ASKED, Answer(429, retry_after=header)).retry_after == seconds


@pytest.mark.parametrize(
    ("body", "content_type", "reason"),
    [
        (b"<html>502</html>", "text/html", "not_json"),
        (b"", "", "not_json"),
        (b"\xff\xfe\x00", "application/json; charset=utf-8", "encoding"),
        (b"{}", "application/json; charset=klingon", "encoding"),
        (b"{}", "application/json; charset=hex", "encoding"),
        (b"[" * 100_000, "", "not_json"),
        (b'{"result": 1' + b"0" * 5000 + b"}", "", "not_json"),
        (b"[]", "", "shape"),
        (b"{}", "", "shape"),
        (b'{"result": []}', "", "shape"),
    ],
)
def test_garbage_is_an_error_with_a_reason(body, content_type, reason):
    understood = understand("hitta", ASKED, Answer(200, body, content_type))
    assert (understood.outcome, understood.reason) == ("error", reason)


def test_what_is_too_large_is_not_read():
    assert understand("hitta", ASKED, Answer(200, PERSON.encode(), whole=False)).reason == "too_large"


@pytest.mark.parametrize(
    ("encoding", "content_type"),
    [
        ("utf-8", ""),
        ("utf-8-sig", "application/json; charset=UTF-8"),
        ("cp1252", "application/json"),
        ("latin-1", 'application/json; charset="ISO-8859-1"'),
        ("utf-16", "application/json; charset=utf-16"),
    ],
)
def test_names_survive_their_encoding(encoding, content_type):
    understood = understand("hitta", ASKED, Answer(200, PERSON.encode(encoding), content_type))
    assert understood.listing.name == "Björn Åkesson"


def test_texts_are_clean():
    name = "  A\u0000n\u202en\ud800a\n\tBerg" + "x" * 500
    document = {
        "result": {"persons": {"person": [{"displayName": name, "address": [{"street": ["x"], "zipcode": 11120}]}]}}
    }
    listing = understand("hitta", ASKED, Answer(200, json.dumps(document).encode())).listing
    assert listing.name.startswith("A n n a Berg") and len(listing.name) == 200
    assert (listing.street, listing.zip) == ("", "11120")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "result",
                    "persons",
                    "person",
                    "address",
                    "adverts",
                    "phone",
                    "name",
                    "price",
                    "caller_name",
                    "a",
                    "b",
                    "s",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(JSON, st.sampled_from(sorted(ADAPTERS)))
def test_any_json_means_something(document, kind):
    understood = understand(kind, ASKED, Answer(200, json.dumps(document).encode()))
    assert understood.outcome in ("found", "none", "secret", "error")
    assert understood.reason in ("", *REASONS)
    assert (understood.outcome == "error") == (understood.reason not in ("", "ambiguous"))
    for text in understood.listing[:6]:
        assert isinstance(text, str) and "\0" not in text and text.encode() is not None
    if understood.outcome in ("none", "error"):
        assert understood.listing == Listing()


@given(st.binary(max_size=300), st.text(max_size=30), st.integers(200, 599))
def test_any_bytes_mean_something(body, content_type, status):
    for kind in ADAPTERS:
        assert understand(kind, ASKED, Answer(status, body, content_type)).outcome in (
            "found",
            "none",
            "secret",
            "error",
        )
