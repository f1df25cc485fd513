"""A file answers one question and a function takes one step: both stay short."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from .tree import ROOT, files, is_python, is_script, is_test_code, parse, plant, read

FILE_LINES = 300
PRODUCT_FUNCTION_LINES = 30
TEST_FUNCTION_LINES = 60
CODE = {".py", ".js", ".xml", ".sh"}
# lists, not code: translations grow with the screens, real samples and rate decks with the world
LISTS = {"i18n", "data"}


def code_files(root: Path) -> list[str]:
    return [path for path in files(root) if _is_code(root, path)]


def _is_code(root: Path, path: str) -> bool:
    if LISTS & set(Path(path).parts[:-1]):
        return False
    return Path(path).suffix in CODE or (not Path(path).suffix and is_script(root, path))


def python_files(root: Path) -> list[str]:
    return [path for path in code_files(root) if is_python(root, path)]


def too_long_file(root: Path, path: str) -> list[str]:
    lines = len(read(root, path).splitlines())
    return [f"{path} has {lines} lines, not {FILE_LINES}"] if lines > FILE_LINES else []


def too_long_functions(root: Path, path: str) -> list[str]:
    limit = TEST_FUNCTION_LINES if is_test_code(path) else PRODUCT_FUNCTION_LINES
    return [
        f"{path}:{function.lineno} {function.name} has {length} lines, not {limit}"
        for function, length in _functions(parse(root, path))
        if length > limit
    ]


def _functions(tree: ast.Module) -> Iterator[tuple[ast.FunctionDef | ast.AsyncFunctionDef, int]]:
    """Functions with their lines, less the docstring (decorators lie above the first line)."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        length = _lines(node)
        if ast.get_docstring(node) is not None:
            length -= _lines(node.body[0])
        yield node, length


def _lines(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


@pytest.mark.parametrize("path", code_files(ROOT))
def test_a_file_has_at_most_300_lines(path):
    assert not too_long_file(ROOT, path)


@pytest.mark.parametrize("path", python_files(ROOT))
def test_a_function_has_at_most_30_lines_and_in_tests_60(path):
    assert not too_long_functions(ROOT, path)


def test_a_file_of_301_lines_is_reported(tmp_path):
    plant(tmp_path, **{"a.py": "x = 1\n" * 301, "b.js": "//\n" * 300, "i18n/c.xml": "\n" * 999})
    assert code_files(tmp_path) == ["a.py", "b.js"]
    assert too_long_file(tmp_path, "a.py")
    assert not too_long_file(tmp_path, "b.js")


def test_a_script_without_an_ending_counts_as_code(tmp_path):
    plant(tmp_path, **{"bin/go": "#!/usr/bin/env python3\n", "NOTES": "words\n"})
    assert python_files(tmp_path) == ["bin/go"]


@pytest.mark.parametrize(("folder", "allowed"), [("models", 30), ("tests", 60)])
def test_a_function_one_line_too_long_is_reported(tmp_path, folder, allowed):
    head = '@decorator\ndef step():\n    """Two lines\n    of explanation."""\n'
    path = f"{folder}/a.py"
    plant(tmp_path, **{path: head + "    pass\n" * (allowed - 1)})
    assert not too_long_functions(tmp_path, path)
    plant(tmp_path, **{path: head + "    pass\n" * allowed})
    assert too_long_functions(tmp_path, path)
