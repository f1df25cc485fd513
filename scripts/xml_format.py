"""Keep the indentation of XML files at four spaces, and never touch their meaning.

    python3 xml_format.py --check|--fix FILE...

Only white space that already holds a line break, and stands where white space means nothing, is written anew: between
elements that have no text among them, and between the attributes of a tag. Everything else (text and whatever stands
in it, values of attributes, comments, CDATA) stays as it was, byte for byte.
"""

import re
import sys
from pathlib import Path
from typing import NamedTuple

from lxml import etree

STEP = "    "
TOKEN = re.compile(
    r"(?P<other><!--.*?-->|<\?.*?\?>|<!DOCTYPE[^>]*>)"
    r"|(?P<cdata><!\[CDATA\[.*?\]\]>)"
    r"|(?P<tag></?[^\s<>/]+(?:\s+[^\s=<>/]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*/?>)"
    r"|(?P<text>[^<]+)",
    re.DOTALL,
)
VALUE_OR_BREAK = re.compile(r"\"[^\"]*\"|'[^']*'|\s*\n\s*(?P<end>/?>)?")
# where white space is seen, or belongs to another language
PRESERVED = re.compile(r"<(pre|textarea|script|style)\b|<[^>]*xml:space=[\"']preserve")


class Token(NamedTuple):
    kind: str  # start, end, empty, text, cdata, other
    value: str
    parent: int  # the element it stands in, as the position of that element's start tag; -1 outside all


def split(source):
    position = 0
    while position < len(source):
        match = TOKEN.match(source, position)
        if not match:
            raise ValueError(f"cannot read line {source.count(chr(10), 0, position) + 1}")
        position = match.end()
        kind, value = match.lastgroup, match.group()
        if kind == "tag":
            kind = "end" if value.startswith("</") else "empty" if value.endswith("/>") else "start"
        yield kind, value


def read(source):
    tokens, parents = [], [-1]
    for kind, value in split(source):
        tokens.append(Token(kind, value, parents[-1]))
        if kind == "start":
            parents.append(len(tokens) - 1)
        elif kind == "end":
            parents.pop()
    return tokens


def untouchable(tokens):
    """The elements, as positions of their start tags, in which white space may mean something."""
    kept = {token.parent for token in tokens if token.kind == "cdata" or token.kind == "text" and token.value.strip()}
    for position, token in enumerate(tokens):
        if token.kind == "start" and (token.parent in kept or PRESERVED.match(token.value)):
            kept.add(position)
    return kept


def depth_of(tokens, position):
    depth = 0
    while position >= 0:
        position, depth = tokens[position].parent, depth + 1
    return depth


def indent_gap(white, depth):
    """One line break, or two where the author left blank lines."""
    return ("\n\n" if white.count("\n") > 1 else "\n") + STEP * depth


def indent_attributes(tag, depth):
    def replace(match):
        if match.group()[0] in "\"'":
            return match.group()
        end = match.group("end")
        return f"\n{STEP * depth}{end}" if end else "\n" + STEP * (depth + 1)

    return VALUE_OR_BREAK.sub(replace, tag)


def rewrite(tokens):
    kept = untouchable(tokens)
    for position, token in enumerate(tokens):
        depth = depth_of(tokens, token.parent)
        if token.parent in kept:
            yield token.value
        elif token.kind == "text" and "\n" in token.value:
            closes = position + 1 < len(tokens) and tokens[position + 1].kind == "end"
            yield "\n" + STEP * (depth - 1) if closes else indent_gap(token.value, depth)
        elif token.kind in ("start", "empty"):
            yield indent_attributes(token.value, depth)
        else:
            yield token.value


def format_source(source):
    return "".join(rewrite(read(source))).strip() + "\n"


def check_file(path, fix):
    """What is wrong with the file, or None."""
    source = path.read_text(encoding="utf-8")
    try:
        etree.fromstring(source.encode())
        wanted = format_source(source)
    except (etree.XMLSyntaxError, ValueError) as error:
        return f"{path}: {error}"
    if wanted == source:
        return None
    if fix:
        path.write_text(wanted, encoding="utf-8")
        return None
    pairs = zip(source.splitlines(), wanted.splitlines(), strict=False)
    line = next((number for number, (is_, should) in enumerate(pairs, 1) if is_ != should), 1)
    return f"{path}:{line}: indentation (scripts/lint --fix xml)"


def main(mode, *files):
    errors = [error for path in files if (error := check_file(Path(path), fix=mode == "--fix"))]
    for error in errors:
        print(error)
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
