"""What is read from the manifests."""

import pytest


@pytest.fixture
def root(tmp_path):
    """Three add-ons: c needs b, b needs a, and a and c need modules that are not ours."""
    for name, depends in {"a": ["sale"], "b": ["a"], "c": ["b", "portal"]}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "__manifest__.py").write_text(repr({"name": name, "depends": depends}))
    return tmp_path


@pytest.fixture
def addons(script):
    return script("lib/addons")


def test_order_follows_dependencies(addons, root):
    assert addons.ours(root) == ["a", "b", "c"]


def test_template_holds_what_they_stand_on_and_none_of_them(addons, root):
    modules = set(addons.template(root))
    assert {"sale", "portal"} <= modules
    assert not modules & {"a", "b", "c"}


def test_key_changes_with_what_is_installed(addons, root):
    before = addons.key(root)
    (root / "a" / "views.xml").write_text("<odoo/>")
    assert addons.key(root) != before


def test_key_does_not_change_with_tests_or_byte_code(addons, root):
    before = addons.key(root)
    (root / "a" / "tests").mkdir()
    (root / "a" / "tests" / "test_a.py").write_text("")
    (root / "a" / "a.pyc").write_text("")
    assert addons.key(root) == before
