"""Indentation is put right where it means nothing, and nowhere else."""

import pytest


@pytest.fixture
def format_source(script):
    return script("xml_format").format_source


def test_elements_are_indented_by_four(format_source):
    assert format_source("<odoo>\n <record id='a'>\n\t<field name='b'/>\n  </record>\n</odoo>") == (
        "<odoo>\n    <record id='a'>\n        <field name='b'/>\n    </record>\n</odoo>\n"
    )


def test_blank_lines_between_elements_are_kept_as_one(format_source):
    assert format_source("<a>\n\n\n\n<b/>\n\n</a>\n\n") == "<a>\n\n    <b/>\n</a>\n"


def test_attributes_on_lines_of_their_own_are_indented(format_source):
    assert format_source('<a>\n<b c="1"\nd="2"\n/>\n</a>') == '<a>\n    <b c="1"\n        d="2"\n    />\n</a>\n'


@pytest.mark.parametrize(
    "source",
    [
        "<p>\nDear <b>\n  you</b>,\n   <i/>\n <b>\n<i/>\n</b>\n</p>\n",  # text, and all that stands in it
        "<pre>\n <b/>\n   <i/>\n</pre>\n",
        '<a xml:space="preserve">\n <b/>\n</a>\n',
        "<a><![CDATA[\n x\n]]>\n <b/></a>\n",
        '<a b="1\n  2"/>\n',  # a value
        "<a><b/> <i/></a>\n",  # a space that is seen, and none where there was none
        "<!-- a\n  comment -->\n<a/>\n",
    ],
)
def test_what_may_mean_something_stays(format_source, source):
    assert format_source(source) == source


def test_formatting_twice_changes_nothing(format_source):
    once = format_source("<a>\n<!-- c -->\n<b\nc='>'>\n<d/>\n\n<e>text</e></b></a>")
    assert format_source(once) == once


def test_check_names_the_line_and_fix_repairs(script, tmp_path):
    check_file = script("xml_format").check_file
    file = tmp_path / "views.xml"
    file.write_text("<a>\n  <b/>\n</a>\n")
    assert check_file(file, fix=False).startswith(f"{file}:2: ")
    assert check_file(file, fix=True) is None
    assert file.read_text() == "<a>\n    <b/>\n</a>\n"


def test_xml_that_is_none_is_reported(script, tmp_path):
    file = tmp_path / "views.xml"
    file.write_text("<a><b></a>")
    assert "views.xml" in script("xml_format").check_file(file, fix=True)
