"""A manifest and the files beside it agree: nothing listed is missing, nothing written is unused."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from .tree import ROOT, add_ons, files, manifest, plant

FOLDERS = {"views", "security", "data", "demo", "report", "wizard"}
LOADED = {".xml", ".csv"}


def listed_files(root: Path, add_on: str) -> list[str]:
    """What Odoo reads at installation, as paths from the root."""
    content = manifest(root, add_on)
    return [f"{add_on}/{path}" for key in ("data", "demo") for path in content.get(key, [])]


def asset_patterns(root: Path, add_on: str) -> list[str]:
    """The assets that lie in this project; those of Odoo's own add-ons are Odoo's concern."""
    ours = tuple(f"{name}/" for name in add_ons(root))
    entries = [entry for bundle in manifest(root, add_on).get("assets", {}).values() for entry in bundle]
    patterns = [word.lstrip("/") for entry in entries for word in _words(entry)]
    return [pattern for pattern in patterns if pattern.startswith(ours)]


def _words(entry: str | tuple[str, ...]) -> Iterator[str]:
    """An entry is a path, or an order such as ("after", target, path)."""
    yield from ([entry] if isinstance(entry, str) else entry[1:])


def missing(root: Path, add_on: str) -> list[str]:
    lost = [path for path in listed_files(root, add_on) if not (root / path).is_file()]
    return lost + [path for path in asset_patterns(root, add_on) if not any(root.glob(path))]


def unlisted(root: Path, add_on: str) -> list[str]:
    listed = set(listed_files(root, add_on))
    for pattern in asset_patterns(root, add_on):
        listed |= {path.relative_to(root).as_posix() for path in root.glob(pattern)}
    return [path for path in files(root) if _is_loaded(path, add_on) and path not in listed]


def _is_loaded(path: str, add_on: str) -> bool:
    top, *folders = Path(path).parts[:-1] or [""]
    return top == add_on and folders[:1] != [] and folders[0] in FOLDERS and Path(path).suffix in LOADED


def test_the_three_add_ons_of_the_suite_are_there():
    """Without them the checks below would look at nothing and be content."""
    suite = {f"call_center_billing{part}" for part in ("", "_payment", "_portal")}
    assert suite <= set(add_ons(ROOT))


@pytest.mark.parametrize("add_on", add_ons(ROOT))
def test_every_listed_file_exists(add_on):
    assert not missing(ROOT, add_on)


@pytest.mark.parametrize("add_on", add_ons(ROOT))
def test_every_view_and_data_file_is_listed(add_on):
    assert not unlisted(ROOT, add_on)


def planted(root: Path, content: dict) -> Path:
    return plant(
        root,
        **{
            "x/__manifest__.py": repr(content),
            "x/views/account/partner_views.xml": "",
            "x/security/ir.model.access.csv": "",
            "x/static/src/live.js": "",
            "x/README.xml": "",
        },
    )


def test_a_listed_file_that_does_not_exist_is_reported(tmp_path):
    assets = {"web.assets_backend": ["x/static/**/*.css", "web/static/a.js", "x/static/src/*.js"]}
    planted(tmp_path, {"data": ["views/a.xml"], "demo": ["demo/b.xml"], "assets": assets})
    assert missing(tmp_path, "x") == ["x/views/a.xml", "x/demo/b.xml", "x/static/**/*.css"]


def test_an_asset_named_in_an_order_is_looked_for_too(tmp_path):
    orders = [("after", "web/static/a.js", "x/static/gone.js"), ("remove", "web/static/b.js")]
    planted(tmp_path, {"assets": {"web.assets_backend": orders}})
    assert missing(tmp_path, "x") == ["x/static/gone.js"]


def test_a_file_that_no_list_names_is_reported(tmp_path):
    planted(tmp_path, {"data": ["security/ir.model.access.csv"]})
    assert unlisted(tmp_path, "x") == ["x/views/account/partner_views.xml"]


def test_a_complete_manifest_is_in_order(tmp_path):
    planted(
        tmp_path,
        {"data": ["security/ir.model.access.csv", "views/account/partner_views.xml"]},
    )
    assert not missing(tmp_path, "x") + unlisted(tmp_path, "x")
