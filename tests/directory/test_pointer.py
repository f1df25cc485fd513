"""Paths to values, as people write them."""

import contextlib

import pytest
from directory import PathFault, Pointer
from hypothesis import given
from hypothesis import strategies as st

DOCUMENT = {"a": [{"b": "x", "n": 0, "e.f": "dotted"}, {"b": ""}], "t": True, "l": ["v"]}


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a[0].b", "x"),
        ("a[1].b | a[0].b", "x"),
        ("a[0].b + a[0].n", "x 0"),
        ("a[1].b + a[0].n", "0"),
        ('a[0]["e.f"]', "dotted"),
        ("a[7].b", ""),
        ("a.b", ""),
        ("t", ""),
        ("a", ""),
        ("", ""),
        ("l[0]", "v"),
    ],
)
def test_a_path_leads_to_a_text_or_to_nothing(path, text):
    assert Pointer(path).text(DOCUMENT) == text


@pytest.mark.parametrize("path", [".a", "a[", "a[x]", "a b", "a[0]b c", "|", "a | ", "a + "])
def test_what_is_no_path_is_refused(path):
    with pytest.raises(PathFault):
        Pointer(path)


@given(st.text(max_size=30))
def test_any_text_is_a_path_or_refused(path):
    with contextlib.suppress(PathFault):
        assert isinstance(Pointer(path).text(DOCUMENT), str)
