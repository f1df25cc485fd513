"""The engine knows nobody and no fractions but exact ones: no odoo, no float anywhere in its source.

Only the modules for whole frames of calls know polars, and the package does not load them by itself.
"""

import ast
import doctest
import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest
import rating

FOLDER = Path(rating.__file__).parent
FILES = sorted(FOLDER.rglob("*.py"))
MODULES = sorted(module.name for module in pkgutil.iter_modules(rating.__path__))
FLOAT_CALLS = {"float", "round", "complex", "total_seconds", "timestamp", "fsum"}
# of polars: types, and what gives a float though it was given whole numbers
FLOAT_CALLS |= {"Float32", "Float64", "Decimal", "mean", "truediv", "sqrt", "exp", "log", "pow", "to_numpy"}
FLOAT_MODULES = {"decimal", "fractions", "numbers", "statistics", "random", "cmath"}


def floats(source):
    """Every place in a source text where a float is written or may arise."""
    found = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Constant(value=float() | complex()):
                found.append(node)
            case ast.BinOp(op=ast.Div()) | ast.AugAssign(op=ast.Div()):
                found.append(node)
            case ast.Name(id=name) | ast.Attribute(attr=name) if name in FLOAT_CALLS:
                found.append(node)
            case ast.Import(names=names) if {name.name for name in names} & (FLOAT_MODULES | {"math"}):
                found.append(node)
            case ast.ImportFrom(module=module, names=names):
                whole = {name.name for name in names} <= {"lcm", "gcd"}
                if module in FLOAT_MODULES or (module == "math" and not whole):
                    found.append(node)
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_float_is_written_or_can_arise(path):
    assert not floats(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "line",
    [
        "x = 0.5",
        "x = 1 / 2",
        "x /= 2",
        "x = float(1)",
        "x = round(1)",
        "import math",
        "from math import floor",
        "y.total_seconds()",
        "pl.col('a').cast(pl.Float64)",
        "frame.mean()",
        "pl.col('a') / 2",
    ],
)
def test_a_planted_float_is_found(line):
    assert floats(line)


def test_the_package_imports_only_itself_and_the_standard_library_and_frames_polars():
    for path in FILES:
        known = sys.stdlib_module_names | ({"polars"} if path.stem.partition("_")[0] == "frame" else set())
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                assert node.level == 1 or (node.level == 0 and node.module.split(".")[0] in known)
            elif isinstance(node, ast.Import):
                assert {name.name.split(".")[0] for name in node.names} <= known


@pytest.mark.parametrize("stranger", ["odoo", "polars"])
def test_the_package_alone_loads_without(stranger):
    code = f"import sys; sys.modules[{stranger!r}] = None; import rating"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=FOLDER.parent)


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_the_docstrings_are_true(name):
    assert doctest.testmod(importlib.import_module(f"rating.{name}")).failed == 0


def test_everything_offered_exists():
    assert all(hasattr(rating, name) for name in rating.__all__)
