"""The suite is under the GNU AGPL 3, whole and everywhere: it builds on add-ons that are."""

import hashlib
from pathlib import Path

import pytest

from .tree import ROOT, add_ons, manifest, plant

# the text as published at gnu.org/licenses/agpl-3.0.txt
OFFICIAL = "0d96a4ff68ad6d4b6f1f30f713b18d5184912ba8dd389f86aa7710db079abcb0"


def is_official(root: Path) -> bool:
    return hashlib.sha256((root / "LICENSE").read_bytes()).hexdigest() == OFFICIAL


def test_the_licence_is_the_complete_official_text():
    assert is_official(ROOT)


@pytest.mark.parametrize("add_on", add_ons(ROOT))
def test_the_add_on_says_so_too(add_on):
    assert manifest(ROOT, add_on).get("license") == "AGPL-3"


def test_a_shortened_licence_is_reported(tmp_path):
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    plant(tmp_path, LICENSE=text)
    assert is_official(tmp_path)
    plant(tmp_path, LICENSE=text[:-1])
    assert not is_official(tmp_path)
