"""`docs/coverage.md` has each requirement once, and never claims what no test shows."""

import ast
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from .tree import ROOT, parse, plant, read

COVERAGE = "docs/coverage.md"
# how many requirements each of the five documents states
COUNTS = (35, 20, 32, 31, 28)
STATES = ("done", "not yet")
TEST = re.compile(r"([\w./-]+\.py)((?:::\w+)+)")


class Row(NamedTuple):
    number: str
    what: str
    state: str
    where: str
    test: str


def rows(root: Path) -> list[Row]:
    """The table rows that begin with a number; one with too few or too many cells is an error."""
    lines = read(root, COVERAGE).splitlines()
    return [_row(line) for line in lines if re.match(r"\|\s*\d", line)]


def _row(line: str) -> Row:
    cells = [cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")]
    if len(cells) != len(Row._fields):
        raise ValueError(f"{COVERAGE}: {len(cells)} cells instead of {len(Row._fields)}: {line}")
    return Row(*cells)


def expected_numbers(counts: tuple[int, ...] = COUNTS) -> list[str]:
    return [f"{i}.{j}" for i, count in enumerate(counts) for j in range(1, count + 1)]


def faults(root: Path, row: Row) -> list[str]:
    if row.state not in STATES:
        return [f"{row.number}: the state is {row.state!r}, not one of {STATES}"]
    if not row.what:
        return [f"{row.number}: says nothing of what is asked for"]
    if row.state == "not yet":
        claimed = row.where or row.test
        return [f"{row.number}: not yet there, but claims {claimed}"] if claimed else []
    return _faults_of_done(root, row)


def _faults_of_done(root: Path, row: Row) -> list[str]:
    found = [] if row.where else [f"{row.number}: does not say where it is"]
    named = TEST.findall(row.test)
    if not named:
        found.append(f"{row.number}: names no test")
    return found + [
        f"{row.number}: there is no test {path}{names}"
        for path, names in named
        if not _exists(root, path, names.split("::")[1:])
    ]


def _exists(root: Path, path: str, names: list[str]) -> bool:
    if not (root / path).is_file() or not Path(path).name.startswith("test_"):
        return False
    body: list[ast.stmt] = parse(root, path).body
    for name in names[:-1]:
        inner = [node for node in body if isinstance(node, ast.ClassDef) and node.name == name]
        body = inner[0].body if inner else []
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return names[-1].startswith("test") and any(isinstance(node, functions) and node.name == names[-1] for node in body)


def test_each_requirement_stands_once_and_in_order():
    assert [row.number for row in rows(ROOT)] == expected_numbers()


@pytest.mark.parametrize("row", rows(ROOT), ids=lambda row: row.number)
def test_a_row_claims_only_what_a_test_shows(row):
    assert not faults(ROOT, row)


def test_there_are_146_requirements():
    assert len(expected_numbers()) == 146


def planted(root: Path, *lines: str) -> list[str]:
    tests = "def test_a():\n    pass\n\nclass TestB:\n    def test_c(self):\n        pass\n"
    plant(root, **{"tests/test_x.py": tests, COVERAGE: "\n".join(lines)})
    return [fault for row in rows(root) for fault in faults(root, row)]


@pytest.mark.parametrize(
    "cells",
    [
        "done | | tests/test_x.py::test_a",
        "done | the form | ",
        "done | the form | tests/test_x.py",
        "done | the form | tests/test_x.py::test_b",
        "done | the form | tests/test_x.py::test_c",
        "done | the form | tests/test_x.py::test_a, tests/test_y.py::test_a",
        "not yet | the form | ",
        "not yet | | tests/test_x.py::test_a",
        "almost | | ",
    ],
)
def test_a_row_that_claims_too_much_is_reported(tmp_path, cells):
    assert len(planted(tmp_path, f"| 0.1 | words | {cells} |")) == 1


def test_an_honest_row_is_in_order(tmp_path):
    assert not planted(
        tmp_path,
        "| number | what | state | where | test |",
        "|---|---|---|---|---|",
        "| 0.1 | words | done | the form | `tests/test_x.py::test_a` |",
        "| 0.2 | words | done | the form | tests/test_x.py::TestB::test_c |",
        "| 0.3 | words | not yet | | |",
    )
    assert [row.number for row in rows(tmp_path)] == expected_numbers((3,))


def test_a_missing_or_repeated_number_is_noticed(tmp_path):
    planted(tmp_path, "| 0.1 | words | not yet | | |", "| 0.1 | words | not yet | | |")
    assert [row.number for row in rows(tmp_path)] != expected_numbers((2,))


def test_a_row_with_a_cell_too_few_is_an_error(tmp_path):
    with pytest.raises(ValueError, match="4 cells"):
        planted(tmp_path, "| 0.1 | words | not yet | |")
