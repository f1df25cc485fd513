"""Rating and reading of call records know nobody: no Odoo, no files, no clock, no globals.

So they can be proved by themselves, run in any process, and give the same answer tomorrow.
"""

import ast
import sys
from pathlib import Path

import pytest

from .tree import ROOT, files, parse, plant

# packages and single modules that must stay pure
PURE = (
    "call_center_billing_payment/settlement",
    "call_center_billing/admission",
    "call_center_billing/billing",
    "call_center_billing/rating",
    "call_center_billing/cdr",
    "call_center_billing/deck",
    "call_center_billing/directory",
    "call_center_billing/exchange",
    "call_center_billing/plan",
    "call_center_billing/money.py",
    "call_center_billing/talk_time.py",
    "call_center_billing_payment/ccavenue",
)
LIBRARIES = {"cryptography", "openpyxl", "phonenumbers", "polars"}
# standard modules whose very purpose is the outside world, a clock, chance or a global setting
WORLDLY = {
    "asyncio",
    "getpass",
    "glob",
    "http",
    "importlib",
    "locale",
    "logging",
    "multiprocessing",
    "os",
    "pathlib",
    "random",
    "secrets",
    "shutil",
    "signal",
    "socket",
    "sqlite3",
    "subprocess",
    "tempfile",
    "threading",
    "time",
    "urllib",
}
WORLDLY_CALLS = {"open", "print", "input", "exec", "eval", "breakpoint", "__import__"}
WORLDLY_METHODS = {
    "now",
    "utcnow",
    "today",
    "open",
    "read_text",
    "write_text",
    "read_bytes",
    "write_bytes",
    "urlopen",
    "sleep",
}
WORLDLY_STREAMS = {"stdin", "stdout", "stderr", "argv"}


def pure_files(root: Path) -> list[str]:
    return [path for path in files(root) if path.endswith(".py") and _home(path)]


def _home(path: str) -> str:
    """The pure package (or module) that the path lies in, or nothing."""
    return next((home for home in PURE if path == home or path.startswith(f"{home}/")), "")


def impurities(root: Path, path: str) -> list[str]:
    return [f"{path}:{node.lineno} {fault}" for node in ast.walk(parse(root, path)) for fault in _faults(path, node)]


def _faults(path: str, node: ast.AST) -> list[str]:
    match node:
        case ast.Import(names=names):
            return [fault for alias in names for fault in _absolute(alias.name)]
        case ast.ImportFrom(level=0, module=module):
            return _absolute(module or "")
        case ast.ImportFrom():
            return _relative(path, node)
        case ast.Call(func=ast.Name(id=name)) if name in WORLDLY_CALLS:
            return [f"calls {name}()"]
        case ast.Call(func=ast.Attribute(attr=name)) if name in WORLDLY_METHODS:
            return [f"calls .{name}()"]
        case ast.Attribute(value=ast.Name(id="sys"), attr=name) if name in WORLDLY_STREAMS:
            return [f"uses sys.{name}"]
        case ast.Global():
            return ["changes a global"]
    return []


def _absolute(module: str) -> list[str]:
    top = module.partition(".")[0]
    if top in WORLDLY or top not in sys.stdlib_module_names | LIBRARIES:
        return [f"imports {module}"]
    return []


def _relative(path: str, node: ast.ImportFrom) -> list[str]:
    """A relative import may not climb out of its package: the rest of the add-on needs Odoo.

    A single pure module may import its pure neighbours in the same folder.
    """
    folder = Path(path).parent
    for _step in range(node.level - 1):
        folder = folder.parent
    names = [node.module] if node.module else [alias.name for alias in node.names]
    targets = [(folder / name.replace(".", "/")).as_posix() for name in names]
    home = _home(path)
    if home.endswith(".py"):
        inside = [f"{target}.py" in PURE for target in targets]
    else:
        inside = [target.startswith(f"{home}/") for target in targets]
    return [] if all(inside) else [f"imports {', '.join(targets)} from outside its package"]


@pytest.mark.parametrize("path", pure_files(ROOT))
def test_a_pure_module_touches_nothing_outside_itself(path):
    assert not impurities(ROOT, path)


@pytest.mark.parametrize(
    "line",
    [
        "import odoo",
        "from odoo.tools import float_round",
        "import numpy",
        "import time",
        "from ..models import record",
        "from ...elsewhere import thing",
        "open('a')",
        "print('a')",
        "datetime.now()",
        "date.today()",
        "Path('a').read_text()",
        "sys.stdout.write('a')",
        "def step():\n    global count",
    ],
)
def test_a_step_into_the_world_is_reported(tmp_path, line):
    path = "call_center_billing/rating/a.py"
    plant(tmp_path, **{path: f"{line}\n"})
    assert pure_files(tmp_path) == [path]
    assert len(impurities(tmp_path, path)) == 1


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("rating/a.py", "from . import money"),
        ("rating/a.py", "from .bands import split"),
        ("rating/bands/a.py", "from ..money import Money"),
        ("cdr/a.py", "import csv, phonenumbers"),
        ("rating/frame.py", "import polars as pl"),
        ("cdr/a.py", "from datetime import datetime, time"),
        ("report/annex.py", "from reportlab.platypus import LongTable"),
        ("models/a.py", "import odoo"),
    ],
)
def test_what_a_pure_module_needs_is_in_order(tmp_path, path, line):
    plant(tmp_path, **{f"call_center_billing/{path}": f"{line}\n"})
    assert not [fault for pure in pure_files(tmp_path) for fault in impurities(tmp_path, pure)]
