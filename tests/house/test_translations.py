"""Swedish is complete: every text of the template is translated, with its placeholders."""

import re
from pathlib import Path

import pytest

from . import po
from .tree import ROOT, add_ons, files, plant, read

REQUIRED = ("sv",)
# %(name)s and %s of code, {{ object.name }} of mail templates, %% that stands for one percent sign
PLACEHOLDER = re.compile(r"%\(\w+\)[-+0#]*[\d.]*[a-zA-Z]|%[\d.]*[sdif]\b|%%|\{\{.*?\}\}")


def faults(root: Path, add_on: str) -> list[str]:
    template = f"{add_on}/i18n/{add_on}.pot"
    if not (root / template).is_file():
        return [f"{template} is missing"] if _has_views(root, add_on) else []
    names = {Path(path).stem for path in _catalogues(root, add_on)} | set(REQUIRED)
    source = po.parse(read(root, template))
    return [fault for name in sorted(names) for fault in _faults_of_catalogue(root, f"{add_on}/i18n/{name}.po", source)]


def _has_views(root: Path, add_on: str) -> bool:
    return any(path.startswith(f"{add_on}/views/") and path.endswith(".xml") for path in files(root))


def _catalogues(root: Path, add_on: str) -> list[str]:
    return [path for path in files(root) if re.fullmatch(rf"{add_on}/i18n/[^/]+\.po", path)]


def _faults_of_catalogue(root: Path, path: str, source: dict[po.Key, po.Message]) -> list[str]:
    if not (root / path).is_file():
        return [f"{path} is missing"]
    target = po.parse(read(root, path))
    lost = [f"{path} lacks {key[1]!r}" for key in source if key not in target]
    surplus = [f"{path} has {key[1]!r}, which is not in the template" for key in target if key not in source]
    wrong = [
        f"{path}: {key[1]!r} {fault}"
        for key, message in target.items()
        for fault in _faults_of_message(key[1], message)
    ]
    return lost + surplus + wrong


def _faults_of_message(source: str, message: po.Message) -> list[str]:
    if not message.text:
        return ["is not translated"]
    found = ["is marked fuzzy"] if message.fuzzy else []
    if sorted(PLACEHOLDER.findall(source)) != sorted(PLACEHOLDER.findall(message.text)):
        found.append(f"has other placeholders than {message.text!r}")
    return found


@pytest.mark.parametrize("add_on", add_ons(ROOT))
def test_every_text_is_translated(add_on):
    assert not faults(ROOT, add_on)


HEADER = 'msgid ""\nmsgstr "Language: sv\\n"\n\n'
TEMPLATE = HEADER + 'msgid "Due in %(days)s days"\nmsgstr ""\n\nmsgid "Pay"\nmsgstr ""\n'
SWEDISH = TEMPLATE.replace('days"\nmsgstr ""', 'days"\nmsgstr "Om %(days)s dagar"').replace(
    'Pay"\nmsgstr ""', 'Pay"\nmsgstr "Betala"'
)


def planted(root: Path, swedish: str) -> list[str]:
    plant(
        root,
        **{"x/__manifest__.py": "{}", "x/i18n/x.pot": TEMPLATE, "x/i18n/sv.po": swedish},
    )
    return faults(root, "x")


def test_a_complete_catalogue_is_in_order(tmp_path):
    assert not planted(tmp_path, SWEDISH)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"Betala"', '""'),
        ('msgid "Pay"', '#, fuzzy\nmsgid "Pay"'),
        ("Om %(days)s dagar", "Om %(dagar)s dagar"),
        ("Om %(days)s dagar", "Snart"),
        ('msgid "Pay"\nmsgstr "Betala"', ""),
        ('msgid "Pay"', 'msgid "Extra"\nmsgstr "Extra"\n\nmsgid "Pay"'),
    ],
)
def test_a_fault_in_a_catalogue_is_reported(tmp_path, old, new):
    assert len(planted(tmp_path, SWEDISH.replace(old, new))) == 1


def test_views_without_a_template_are_reported(tmp_path):
    plant(tmp_path, **{"x/__manifest__.py": "{}", "x/views/a.xml": ""})
    assert faults(tmp_path, "x") == ["x/i18n/x.pot is missing"]


def test_a_template_without_a_translation_is_reported(tmp_path):
    plant(tmp_path, **{"x/__manifest__.py": "{}", "x/i18n/x.pot": TEMPLATE})
    assert faults(tmp_path, "x") == ["x/i18n/sv.po is missing"]


def test_text_over_several_lines_is_read_as_one():
    text = '#~ msgid "Old"\n#~ msgstr "Gammal"\n\nmsgctxt "a"\nmsgid ""\n"One\\n"\n"two"\nmsgstr "\\"Ett\\""\n'
    assert po.parse(text) == {("a", "One\ntwo"): po.Message('"Ett"', fuzzy=False)}
