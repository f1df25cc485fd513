"""`docs/dependencies.md` names every package the project asks for, with its licence.

Odoo's own requirements are left out: they come with Odoo, under the heading "Odoo itself".
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from .tree import ROOT, add_ons, files, manifest, plant, read

DOCUMENT = "docs/dependencies.md"
ODOOS_OWN = re.compile(r"\bOdoo(?: \d+)? itself\b", re.IGNORECASE)
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def sources(root: Path) -> list[str]:
    lists = [path for path in files(root) if re.fullmatch(r"requirements[^/]*\.in", path)]
    return lists + [f"{add_on}/__manifest__.py" for add_on in add_ons(root)]


def asked_for(root: Path, source: str) -> list[str]:
    """The packages that a list of requirements or a manifest names."""
    if source.endswith(".in"):
        return list(_requirements(read(root, source)))
    needs = manifest(root, Path(source).parent.name).get("external_dependencies", {})
    return list(needs.get("python", []))


def _requirements(text: str) -> Iterator[str]:
    """Names outside the block whose heading (a line of comment above it) says "Odoo itself"."""
    odoos_own = heading_goes_on = False
    for line in text.splitlines():
        is_heading = line.startswith("#")
        if is_heading:
            odoos_own = bool(ODOOS_OWN.search(line)) or (heading_goes_on and odoos_own)
        elif (match := NAME.match(line)) and not odoos_own:
            yield match[0]
        heading_goes_on = is_heading


def described(root: Path) -> set[str]:
    """The names in code spans of the first column of the tables."""
    first_cells = re.findall(r"^\|([^|]*)\|", read(root, DOCUMENT), re.MULTILINE)
    return {_plain(name) for cell in first_cells for name in re.findall(r"`([^`]+)`", cell)}


def _plain(name: str) -> str:
    """A package has one name, however it is written: rl-renderPM is rl_renderpm."""
    return re.sub(r"[-_.]+", "-", name).lower()


def undescribed(root: Path, source: str) -> list[str]:
    known = described(root)
    return [name for name in asked_for(root, source) if _plain(name) not in known]


def test_the_server_requirements_are_read():
    assert "odoo-addon-partner-statement" in asked_for(ROOT, "requirements.in")


@pytest.mark.parametrize("source", sources(ROOT))
def test_every_package_is_described(source):
    assert not undescribed(ROOT, source)


REQUIREMENTS = """\
# What we need
-c requirements.txt
rl_renderPM<5   # drawing
weasyprint

# what Odoo 19 itself asks for,
# with wheels
babel
# tests
pytest
"""


def test_a_package_that_is_not_described_is_reported(tmp_path):
    needs = {"external_dependencies": {"python": ["phonenumbers"]}}
    plant(
        tmp_path,
        **{
            "requirements.in": REQUIREMENTS,
            "x/__manifest__.py": repr(needs),
            DOCUMENT: "| package | reason |\n|---|---|\n| `rl-renderPM` | not `weasyprint` |\n",
        },
    )
    found = {source: undescribed(tmp_path, source) for source in sources(tmp_path)}
    assert found == {"requirements.in": ["weasyprint", "pytest"], "x/__manifest__.py": ["phonenumbers"]}
