"""Odoo runs only the test modules that the package `tests` of an add-on has as attributes.

Its loader looks for attributes of `tests` that are modules named `test_…`. A file below a
sub-package must therefore be passed on, by `from .tariff import *` or `from .tariff import
test_rounding`: `from . import tariff` alone runs nothing. Two files of the same name in two
rooms hide each other, and the one that loses is reported here too.
"""

import ast
from pathlib import Path

import pytest

from .tree import ROOT, add_ons, files, parse, plant


def files_with_tests(root: Path, add_on: str) -> list[str]:
    return [
        path
        for path in files(root)
        if path.startswith(f"{add_on}/tests/") and Path(path).name.startswith("test_") and path.endswith(".py")
    ]


def modules_bound_in(root: Path, package: str) -> dict[str, str]:
    """Names that a package binds by relative imports, each with the file or folder it means."""
    bound: dict[str, str] = {}
    init = f"{package}/__init__.py"
    if not (root / init).is_file():
        return bound
    for node in parse(root, init).body:
        if isinstance(node, ast.ImportFrom) and node.level == 1:
            bound |= _bound_by(root, package, node)
    return bound


def _bound_by(root: Path, package: str, node: ast.ImportFrom) -> dict[str, str]:
    source = package if not node.module else f"{package}/{node.module.replace('.', '/')}"
    if any(alias.name == "*" for alias in node.names):
        inner = modules_bound_in(root, source)
        return {name: path for name, path in inner.items() if not name.startswith("_")}
    passed_on = modules_bound_in(root, source) if source != package else {}
    return {
        alias.asname or alias.name: passed_on.get(alias.name) or _file(root, source, alias.name) for alias in node.names
    }


def _file(root: Path, package: str, name: str) -> str:
    path = f"{package}/{name}"
    return f"{path}.py" if (root / f"{path}.py").is_file() else path


def never_run(root: Path, add_on: str) -> list[str]:
    bound = modules_bound_in(root, f"{add_on}/tests")
    seen = {path for name, path in bound.items() if name.startswith("test_")}
    return [path for path in files_with_tests(root, add_on) if path not in seen]


@pytest.mark.parametrize("add_on", add_ons(ROOT))
def test_odoo_runs_every_test_file(add_on):
    assert not never_run(ROOT, add_on)


def planted(root: Path, init: str, room: str = "from . import test_a\n") -> list[str]:
    plant(
        root,
        **{
            "x/__manifest__.py": "{}",
            "x/tests/__init__.py": init,
            "x/tests/test_top.py": "",
            "x/tests/tariff/__init__.py": room,
            "x/tests/tariff/test_a.py": "",
        },
    )
    return never_run(root, "x")


def test_a_file_that_is_not_imported_is_reported(tmp_path):
    assert planted(tmp_path, "") == ["x/tests/tariff/test_a.py", "x/tests/test_top.py"]


def test_a_room_that_is_imported_but_not_passed_on_is_reported(tmp_path):
    assert planted(tmp_path, "from . import tariff, test_top\n") == ["x/tests/tariff/test_a.py"]


def test_a_room_that_forgets_its_own_file_is_reported(tmp_path):
    init = "from . import test_top\nfrom .tariff import *\n"
    assert planted(tmp_path, init, room="") == ["x/tests/tariff/test_a.py"]


@pytest.mark.parametrize("how", ["*", "test_a"])
def test_a_room_that_is_passed_on_is_in_order(tmp_path, how):
    assert not planted(tmp_path, f"from . import test_top\nfrom .tariff import {how}\n")


def test_a_file_hidden_by_one_of_the_same_name_is_reported(tmp_path):
    plant(tmp_path, **{"x/tests/b/__init__.py": "from . import test_a", "x/tests/b/test_a.py": ""})
    init = "from . import test_top\nfrom .tariff import *\nfrom .b import *\n"
    assert planted(tmp_path, init) == ["x/tests/tariff/test_a.py"]
