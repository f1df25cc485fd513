"""The kits under data/switch/ speak the API as it is: its routes, parameters, answers, prompts and words."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from . import api
from .kits import KITS, READERS, Spoken, text_of

SPOKEN = {kit: read(text_of(kit)) for kit, read in READERS.items()}
DOCS = Path(__file__).parents[2] / "docs"


def drift(spoken: Spoken) -> list[str]:
    """What a kit says or expects that the API does not know."""
    found = [f"no route {route}" for route in spoken.routes - api.ROUTES]
    for operation, names in spoken.questions:
        schema = api.OPERATIONS.get(operation, {"properties": {}, "required": []})
        found += [f"{operation} has no parameter {name}" for name in names - schema["properties"].keys()]
        found += [f"{operation} lacks {name}" for name in set(schema["required"]) - names]
    return found + [f"no answer has {path}" for path in spoken.heard if not api.is_heard(path)]


@pytest.mark.parametrize("kit", READERS)
def test_a_kit_names_only_what_the_api_has(kit):
    assert drift(SPOKEN[kit]) == []


@pytest.mark.parametrize("kit", READERS)
def test_a_kit_asks_prolongs_and_ends(kit):
    assert {"authorize", "extend", "end"} <= {operation for operation, _names in SPOKEN[kit].questions}


@pytest.mark.parametrize("kit", READERS)
def test_a_kit_knows_all_decisions_and_both_answers_without_one(kit):
    text = text_of(kit)
    words = {word for word in ("allow", "transfer", "ask_pin", "deny") if re.search(rf'"?\b{word}\b', text)}
    assert words == {"allow", "transfer", "ask_pin", "deny"}


def test_the_dialplan_has_own_sounds_for_prompts_that_exist():
    named = re.findall(r"^exten => ([a-z_]+),1,Return\(\w", text_of("asterisk"), re.MULTILINE)
    assert named
    assert set(named) <= api.PROMPTS


def test_the_dialplan_refuses_on_errors_that_exist():
    (words,) = re.findall(r'REGEX\("\^\(([a-z_|]+)\)\$" \$\{CB_ERROR\}\)', text_of("asterisk"))
    assert set(words.split("|")) <= api.ERRORS


@pytest.mark.parametrize("kit", READERS)
def test_reasons_that_a_kit_compares_exist(kit):
    compared = set(re.findall(r'(?:reason|CB_REASON\}?"?)\)? ==? "(\w+)"', text_of(kit)))
    assert compared
    assert compared <= api.REASONS


@pytest.mark.parametrize("kit", READERS)
def test_a_kit_has_a_page_that_names_its_files(kit):
    page = (DOCS / f"switch-{kit}.md").read_text()
    missing = [path.name for path in sorted((KITS / kit).iterdir()) if path.name not in page]
    assert missing == []


@pytest.mark.parametrize(
    ("kit", "text", "found"),
    [
        ("asterisk", 'Set(A=${CURL(x/call_center/v1/authorise,{"call_id":"1"})})', "no route authorise"),
        ("asterisk", 'Set(A=${CURL(x/call_center/v1/end,{"call_id":"1","talk":2})})', "end has no parameter talk"),
        ("asterisk", 'Set(A=${CURL(x/call_center/v1/end,{"call_id":"1"})})', "end lacks talk_seconds"),
        ("asterisk", "${JSON_DECODE(CB_ANSWER,prompt.sound)}", "no answer has prompt.sound"),
        (
            "kamailio",
            '$var(tell) = "{\\"id\\":1}";\n'
            'http_connect("billing", "/end", "application/json", "$var(tell)", "$var(a)");\n',
            "end has no parameter id",
        ),
        ("kamailio", 'jansson_get("max", "$var(a)", "$var(b)");', "no answer has max"),
        ("freeswitch", 'billing.ask("end", { call_id = 1 })', "end lacks talk_seconds"),
        ("freeswitch", "if answer.verdict then", "no answer has verdict"),
    ],
)
def test_a_word_that_the_api_lacks_is_reported(kit, text, found):
    assert found in drift(READERS[kit](text))


def programs(*names: str) -> list[str]:
    """Those of these programs that are installed here."""
    return [path for path in map(shutil.which, names) if path]


def test_scripts_are_lua():
    for luac in programs("luac", "luac5.4", "luac5.3", "luac5.2"):
        for script in (KITS / "freeswitch").glob("*.lua"):
            told = subprocess.run([luac, "-p", script], capture_output=True, text=True)
            assert told.returncode == 0, told.stderr


def test_kamailio_takes_its_configuration():
    for kamailio in programs("kamailio"):
        told = subprocess.run([kamailio, "-c", "-f", KITS / "kamailio/kamailio.cfg"], capture_output=True, text=True)
        assert told.returncode == 0, told.stderr
