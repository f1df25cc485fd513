"""Somebody may use every model: each has a line in an `ir.model.access.csv`.

Odoo lets nobody but the superuser at a model without one, and says so only in its log.
"""

import ast
import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from .tree import ROOT, add_ons, files, is_test_code, parse, plant


def models(root: Path, add_on: str) -> list[tuple[str, str]]:
    """(file, model name) of each model with a table, or a screen, that the add-on defines."""
    return [
        (path, name)
        for path in files(root)
        if path.startswith(f"{add_on}/") and path.endswith(".py") and not is_test_code(path)
        for node in ast.walk(parse(root, path))
        if isinstance(node, ast.ClassDef)
        for name in _defined_model(node)
    ]


def _defined_model(node: ast.ClassDef) -> Iterator[str]:
    """The class's `_name`, unless it is abstract or extends the model of that name."""
    values = {
        target.id: statement.value
        for statement in node.body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        if isinstance(target, ast.Name)
    }
    if "_name" not in values or any(ast.unparse(base).endswith("AbstractModel") for base in node.bases):
        return
    name = ast.literal_eval(values["_name"])
    extended = ast.literal_eval(values.get("_inherit", ast.Constant([])))
    if name not in ([extended] if isinstance(extended, str) else extended):
        yield name


def accessible(root: Path) -> set[str]:
    """The XML ids of the models that a line of an access file names, without the add-on's name."""
    found = set()
    for add_on in add_ons(root):
        for path in (root / add_on).rglob("ir.model.access.csv"):
            with path.open(encoding="utf-8", newline="") as stream:
                rows = csv.DictReader(stream)
                found |= {row.get("model_id:id", row.get("model_id/id", "")) for row in rows}
    return {xml_id.rpartition(".")[2] for xml_id in found}


def forbidden_to_all(root: Path, add_on: str) -> list[str]:
    known = accessible(root)
    return [f"{path}: {name}" for path, name in models(root, add_on) if f"model_{name.replace('.', '_')}" not in known]


@pytest.mark.parametrize("add_on", add_ons(ROOT))
def test_somebody_may_use_every_model(add_on):
    assert not forbidden_to_all(ROOT, add_on)


def planted(root: Path, base: str, body: str) -> list[str]:
    access = "id,model_id:id\naccess_a,model_call_rate\naccess_b,x.model_call_plan\n"
    plant(
        root,
        **{
            "x/__manifest__.py": "{}",
            "x/security/ir.model.access.csv": access,
            "x/models/a.py": f"class A({base}):\n    {body}\n",
        },
    )
    return forbidden_to_all(root, "x")


@pytest.mark.parametrize("base", ["models.Model", "models.TransientModel"])
def test_a_model_without_a_line_is_reported(tmp_path, base):
    assert planted(tmp_path, base, "_name = 'call.record'") == ["x/models/a.py: call.record"]


@pytest.mark.parametrize(
    ("base", "body"),
    [
        ("models.Model", "_name = 'call.rate'"),
        ("models.Model", "_name = 'call.plan'"),
        ("models.AbstractModel", "_name = 'call.mixin'"),
        ("models.Model", "_inherit = 'res.partner'"),
        ("models.Model", "_name = 'res.partner'; _inherit = ['res.partner', 'call.mixin']"),
    ],
)
def test_a_model_that_needs_no_line_or_has_one_is_in_order(tmp_path, base, body):
    assert not planted(tmp_path, base, body)
