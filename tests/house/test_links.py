"""A link in the documentation leads to a file that exists."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from .tree import ROOT, files, plant, read

CODE = re.compile(r"^(```|~~~).*?^\1|`[^`\n]*`", re.DOTALL | re.MULTILINE)
INLINE = re.compile(r"\]\(\s*<?([^)\s>]+)>?[^)]*\)")
REFERENCE = re.compile(r"^\s*\[[^\]]+\]:\s*(\S+)", re.MULTILINE)
PICTURE = re.compile(r"<(?:img|a)\b[^>]*\b(?:src|href)=\"([^\"]+)\"")
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#", re.IGNORECASE)


def documents(root: Path) -> list[str]:
    return [path for path in files(root) if re.fullmatch(r"([^/]+/)?README\.md|docs/.+\.md", path)]


def broken_links(root: Path, path: str) -> list[str]:
    text = CODE.sub("", read(root, path))
    links = [link for pattern in (INLINE, REFERENCE, PICTURE) for link in pattern.findall(text)]
    folder = (root / path).parent
    return [
        f"{path} links to {link}"
        for link in links
        if not ELSEWHERE.match(link) and not (folder / unquote(link.partition("#")[0])).exists()
    ]


@pytest.mark.parametrize("path", documents(ROOT))
def test_a_relative_link_leads_somewhere(path):
    assert not broken_links(ROOT, path)


@pytest.mark.parametrize(
    "link",
    ["[a](gone.md)", "[a](gone.md#part)", "![a](gone.png 'title')", "[a]: gone.md", '<img src="gone.png">'],
)
def test_a_link_to_nothing_is_reported(tmp_path, link):
    plant(tmp_path, **{"docs/a.md": f"{link}\n"})
    assert documents(tmp_path) == ["docs/a.md"]
    assert len(broken_links(tmp_path, "docs/a.md")) == 1


@pytest.mark.parametrize(
    "link",
    ["[a](../README.md)", "[a](#part)", "[a](https://odoo.com)", "`[a](gone.md)`", "```\n[a](gone.md)\n```"],
)
def test_a_link_that_is_sound_or_no_link_is_in_order(tmp_path, link):
    plant(tmp_path, **{"README.md": "", "docs/a.md": f"{link}\n"})
    assert not broken_links(tmp_path, "docs/a.md")
