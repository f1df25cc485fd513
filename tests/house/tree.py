"""Which files the checks look at, and how they read them."""

import ast
import os
import subprocess
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def files(root: Path) -> list[str]:
    """Every file that is or could be committed, as sorted paths relative to the root.

    A planted tree of a test, or an unpacked archive, has no repository: all its files count then.
    """
    listing = _listed_by_git(root) if (root / ".git").exists() else _found_on_disk(root)
    return sorted(path for path in listing if (root / path).is_file())


def _listed_by_git(root: Path) -> list[str]:
    # a hook's GIT_DIR and GIT_INDEX_FILE would point git at another tree than the one asked for
    env = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    command = ["git", "-c", "safe.directory=*", "ls-files", "-coz", "--exclude-standard"]
    done = subprocess.run(command, cwd=root, env=env, check=True, capture_output=True, text=True)
    return [path for path in done.stdout.split("\0") if path]


def _found_on_disk(root: Path) -> list[str]:
    return [path.relative_to(root).as_posix() for path in root.rglob("*")]


def add_ons(root: Path) -> list[str]:
    """The folders at the root that Odoo would take for an add-on."""
    return sorted(path.parent.name for path in root.glob("*/__manifest__.py"))


def manifest(root: Path, add_on: str) -> dict[str, Any]:
    content: dict[str, Any] = ast.literal_eval(read(root, f"{add_on}/__manifest__.py"))
    return content


def read(root: Path, path: str) -> str:
    return (root / path).read_text(encoding="utf-8")


def parse(root: Path, path: str) -> ast.Module:
    return ast.parse(read(root, path), filename=path)


def is_script(root: Path, path: str, language: str = "") -> bool:
    """Whether the file's first line names an interpreter (of that language)."""
    with (root / path).open("rb") as stream:
        first = stream.readline(200)
    return first.startswith(b"#!") and language.encode() in first


def is_python(root: Path, path: str) -> bool:
    return path.endswith(".py") or (not Path(path).suffix and is_script(root, path, "python"))


def is_test_code(path: str) -> bool:
    return "tests" in Path(path).parts


def plant(root: Path, **texts: str) -> Path:
    """Write files of a small tree that a check must find fault with (or not)."""
    for path, text in texts.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return root
