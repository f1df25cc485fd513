"""What the switch kits say and hear: read out of their files, to be compared with the API's own description."""

import re
from pathlib import Path
from typing import NamedTuple

KITS = Path(__file__).parents[2] / "data" / "switch"


class Spoken(NamedTuple):
    """What a kit uses of the API.

    :ivar routes: names below /call_center/v1/; :ivar questions: (operation, parameters that one question has)
    :ivar heard: paths into answers, names with dots between them
    """

    routes: frozenset[str]
    questions: tuple[tuple[str, frozenset[str]], ...]
    heard: frozenset[str]


def asterisk(text: str) -> Spoken:
    """Of a dialplan: CURL(…/authorize,{…}) and JSON_DECODE(CB_ANSWER,…)."""
    asked = re.findall(r"/call_center/v1/(\w+),(\{.*\})\)\}\)", text)
    return Spoken(
        frozenset(re.findall(r"/call_center/v1/(\w+)", text)),
        tuple((operation, frozenset(re.findall(r'"(\w+)":', body))) for operation, body in asked),
        frozenset(re.findall(r"JSON_DECODE\(CB_ANSWER,([\w.]+)\)", text)),
    )


def kamailio(text: str) -> Spoken:
    """Of a configuration: http_connect("billing", "/authorize", …, "$var(ask)", …) after $var(ask) = "{…}"."""
    questions = []
    bodies: dict[str, frozenset[str]] = {}
    parts: dict[str, list[str]] = {}
    for statement in re.split(r";\s*\n", text):
        if found := re.search(r"\$var\((pin)\) = (?=\",)", statement):
            parts[found[1]] = re.findall(r'\\"(\w+)\\":', statement)
        if found := re.search(r"\$var\((ask|tell)\) = \"\{", statement):
            inner = [name for variable, names in parts.items() if f"$var({variable})" in statement for name in names]
            bodies[found[1]] = frozenset(re.findall(r'\\"(\w+)\\":', statement) + inner)
        if found := re.search(r'http_connect\("billing", "/(\w+)", "application/json", "\$var\((\w+)\)"', statement):
            questions.append((found[1], bodies[found[2]]))
    return Spoken(
        frozenset(operation for operation, _names in questions),
        tuple(questions),
        frozenset(re.findall(r'jansson_get\("([\w.]+)"', text)),
    )


def freeswitch(text: str) -> Spoken:
    """Of scripts: billing.ask("authorize", {…}) or with a table named question, and answer.…"""
    inline = re.findall(r'billing\.ask\("(\w+)", \{(.*?)\}\)', text)
    named = re.findall(r"local question = \{(.*?)\n    \}.*?billing\.ask\(\"(\w+)\", question\)", text, re.DOTALL)
    bodies = inline + [(operation, body) for body, operation in named]
    heard = re.findall(r"\banswer\.(error\.\w+|prompt\.\w+|\w+)", text) + [
        f"prompt.{name}" for name in re.findall(r"\bprompt\.(\w+)", text)
    ]
    return Spoken(
        frozenset(operation for operation, _body in bodies) | frozenset(re.findall(r"/call_center/v1/(\w+)", text)),
        tuple((operation, frozenset(re.findall(r"(\w+) = ", body))) for operation, body in bodies),
        frozenset(heard),
    )


READERS = {"asterisk": asterisk, "kamailio": kamailio, "freeswitch": freeswitch}


def text_of(kit: str) -> str:
    """All files of a kit, one after the other."""
    return "\n".join(path.read_text() for path in sorted((KITS / kit).iterdir()))
