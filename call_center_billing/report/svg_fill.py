"""Colours that a style sheet gives to the shapes of an inline SVG, written on the shapes themselves.

WeasyPrint draws an SVG as an image, apart from the page's style sheets; a layout of Odoo colours its shapes by
them.
"""

import functools
import re

import cssselect2
import tinycss2
from lxml.html import HtmlElement

# few rules have a fill: so a sheet of half a megabyte need not be parsed for them
_RULE = re.compile(r"([^{}@;]+)\{[^{}]*?(?<![\w-])fill:\s*([^;}!]+)")


@functools.lru_cache(16)
def fill_rules(css: str) -> tuple[tuple[str, str], ...]:
    """The sheet's selectors that set a fill, and the fill.

    >>> fill_rules("a{color:red} .x rect, .x path{stroke:red;fill: #eee} b{fill-opacity:1}")
    (('.x rect, .x path', '#eee'),)
    """
    return tuple((selector.strip(), fill.strip()) for selector, fill in _RULE.findall(css))


def paint(root: HtmlElement, sheets: list[str]) -> None:
    """Set the fill of each shape in the page's SVGs that these sheets have one for."""
    rules = [rule for css in sheets for rule in fill_rules(css)]
    if not rules or root.find(".//svg") is None:
        return
    matcher = cssselect2.Matcher()
    for selectors, fill in rules:
        try:
            compiled = cssselect2.compile_selector_list(tinycss2.parse_component_value_list(selectors))
        except cssselect2.SelectorError:
            continue
        for selector in compiled:
            matcher.add_selector(selector, fill)
    for element in cssselect2.ElementWrapper.from_html_root(root).iter_subtree():
        if any(ancestor.local_name == "svg" for ancestor in element.ancestors):
            for *_weight, fill in matcher.match(element):
                element.etree_element.set("fill", fill)
