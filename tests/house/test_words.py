"""Nothing is left for later: no reminders in any file, no stubs, no tests that are passed over."""

import re
from pathlib import Path

import pytest

from .tree import ROOT, files, is_python, plant

# a class of one letter finds the same word, and keeps this file from finding itself
REMINDERS = re.compile(r"\b(?:TOD[O]|FIXM[E]|XX[X])\b")
STUBS = re.compile(
    r"\bNotImplementedErro[r]"
    r"|\bpytest\.(?:mark\.)?ski[p]"
    r"|\bimportorski[p]"
    r"|\bxfai[l]"
    r"|\bski[p](?:Test|If|Unless)\b"
    r"|\bSki[p]Test\b"
    r"|\bunittest\.ski[p]"
    r"|@ski[p]\b"
    r"|\b(?:test|describe)\.(?:ski[p]|tod[o])\b"
)


def findings(root: Path, path: str) -> list[str]:
    content = (root / path).read_bytes()
    if b"\0" in content:  # a picture or an archive has no words
        return []
    patterns = [REMINDERS]
    if path.endswith(".js") or is_python(root, path):
        patterns.append(STUBS)
    return [
        f"{path}:{number} {match[0]}"
        for number, line in enumerate(content.decode(errors="replace").splitlines(), 1)
        for pattern in patterns
        for match in pattern.finditer(line)
    ]


@pytest.mark.parametrize("path", files(ROOT))
def test_a_file_leaves_nothing_for_later(path):
    assert not findings(ROOT, path)


# in the planted lines a ~ breaks the words up, for the same reason
@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("README.md", "TO~DO: explain"),
        ("a.xml", "<!-- FIX~ME -->"),
        ("a.py", "# XX~X why?"),
        ("a.py", "raise NotImplemented~Error"),
        ("a.py", "@pytest.mark.sk~ip"),
        ("a.py", "@pytest.mark.sk~ipif(True)"),
        ("a.py", "@pytest.mark.xf~ail(strict=True)"),
        ("a.py", "pytest.importor~skip('polars')"),
        ("a.py", "self.skip~Test('later')"),
        ("a.py", "raise Skip~Test"),
        ("a.py", "@unittest.sk~ip('later')"),
        ("a.py", "@sk~ip('later')"),
        ("a.js", "test.sk~ip('later', () => {})"),
    ],
)
def test_a_word_that_puts_off_work_is_reported(tmp_path, path, line):
    plant(tmp_path, **{path: f"first\n{line.replace('~', '')}\n"})
    found = findings(tmp_path, path)
    assert len(found) == 1
    assert found[0].startswith(f"{path}:2 ")


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("a.py", "return NotImplemented"),
        ("a.py", "activity = 'mail.mail_activity_data_todo'"),
        ("a.py", "reader.skip_blank_lines()"),
        ("README.md", "a test may not be left out with pytest.sk~ip"),
    ],
)
def test_a_word_that_only_looks_like_it_is_in_order(tmp_path, path, line):
    plant(tmp_path, **{path: line.replace("~", "")})
    assert not findings(tmp_path, path)


def test_a_picture_has_no_words(tmp_path):
    (tmp_path / "a.png").write_bytes(b"\0 %s \0" % (b"X" * 3))
    assert not findings(tmp_path, "a.png")
