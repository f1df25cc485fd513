"""The list of calls behind an invoice: what is on its pages, and how fast."""

import doctest
import io

import pytest
from pypdf import PdfReader, PdfWriter
from report import annex_fonts, annex_layout, page_css
from report.annex import Annex, AnnexGroup, AnnexRow, Column, append, fit, render
from report.annex_fonts import fonts
from report.annex_layout import pages

COLUMNS = (Column("Tid", 3), Column("Nummer", 3), Column("Mål", 4), Column("Längd", 2, True), Column("Belopp", 2, True))


def make(rows: int, groups: int = 1) -> Annex:
    return Annex(
        title="Samtalsspecifikation",
        facts=(("Faktura", "INV/2026/7"), ("Kund", "Företag é AB"), ("Period", "2026-10-01 – 2026-10-31")),
        columns=COLUMNS,
        groups=[
            AnnexGroup(
                f"+46 40 {group:04d}",
                [
                    AnnexRow(
                        (f"{row % 24:02d}:00", f"+7 495 {group:04d} {row:05d}", "Россия, Москва", "1:00", "0,1234 €")
                    )
                    for row in range(rows // groups)
                ],
                ("", "", "Summa", "9:59", f"{group},50 €"),
            )
            for group in range(groups)
        ],
        total=("", "", "Totalt", "", "99,99 €"),
        page_label="Sida {page} av {pages}",
    )


def texts(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


@pytest.mark.parametrize("module", [annex_layout, page_css])
def test_examples_in_the_text_are_true(module):
    assert doctest.testmod(module) == (0, 2 if module is annex_layout else 3)


def test_every_page_has_column_labels_and_its_number():
    printed = texts(render(make(200, 2)))
    assert len(printed) > 2
    for number, text in enumerate(printed, 1):
        assert f"Sida {number} av {len(printed)}" in text
        assert all(column.label in text for column in COLUMNS)
        assert "INV/2026/7" in text


def test_every_row_is_printed_once_and_in_order():
    text = "\n".join(texts(render(make(300, 3))))
    numbers = [f"+7 495 {group:04d} {row:05d}" for group in range(3) for row in range(100)]
    assert all(text.count(number) == 1 for number in numbers)
    places = [text.index(number) for number in numbers]
    assert places == sorted(places)


def test_subtotals_follow_their_groups_and_the_total_is_last():
    text = "\n".join(texts(render(make(6, 2))))
    places = [
        text.index(part)
        for part in (
            "+46 40 0000",
            "+7 495 0000 00002",
            "0,50 €",
            "+46 40 0001",
            "+7 495 0001 00002",
            "1,50 €",
            "99,99 €",
        )
    ]
    assert places == sorted(places)


def test_letters_beyond_ascii_are_kept():
    text = texts(render(make(1)))[0]
    for word in ("Företag é AB", "Mål", "Россия, Москва", "€", "–"):
        assert word in text


def test_group_goes_on_under_its_heading_on_each_page():
    printed = texts(render(make(200)))
    assert len(printed) > 1
    assert all("+46 40 0000" in page for page in printed)


def test_heading_ends_no_page_and_subtotal_begins_none():
    for rows in range(1, 60):
        for room in range(4, 30):
            for page in pages(make(rows * 2, 2), room - 1, room):
                kinds = [line.kind for line in page]
                assert kinds[-1] != "heading"
                assert kinds[0] != "subtotal"
                assert "subtotal" not in kinds or kinds[kinds.index("subtotal") - 1] == "row"
                assert len(page) <= room


def test_amounts_end_at_the_same_place():
    annex = make(1)
    group = AnnexGroup("A", [AnnexRow(("", "", "", "", amount)) for amount in ("1,00", "1 234 567,00")])
    page, ends = PdfReader(io.BytesIO(render(annex._replace(groups=[group])))).pages[0], []

    def visit(text, _user, matrix, _font, size):
        if ",00" in text:
            ends.append(matrix[4] + fit(text.strip(), fonts().plain, 7.5, 1000)[1])

    page.extract_text(visitor_text=visit)
    assert len(ends) == 2
    assert ends[0] == pytest.approx(ends[1], abs=0.1)


def test_too_long_a_text_is_cut_with_an_ellipsis():
    text, width = fit("Frankrike, icke-geografiska nummer", fonts().plain, 7.5, 60)
    assert text.endswith("…")
    assert text.startswith("Frank")
    assert width <= 60


def test_annex_without_calls_is_one_page():
    assert len(texts(render(make(0)._replace(groups=[])))) == 1


def test_append_puts_the_annex_behind_and_keeps_attached_files():
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_attachment("factur-x.xml", b"<xml/>")
    invoice = io.BytesIO()
    writer.write(invoice)
    annex = render(make(100))
    both = PdfReader(io.BytesIO(append(invoice.getvalue(), annex)))
    assert len(both.pages) == 1 + len(texts(annex))
    assert "Sida 1 av" in both.pages[1].extract_text()
    assert both.attachments["factur-x.xml"] == [b"<xml/>"]


def test_font_that_comes_with_odoo_or_reportlab_is_taken_where_the_system_has_none(monkeypatch):
    monkeypatch.setattr(annex_fonts, "_SYSTEM", (("/nowhere", "a.ttf", "b.ttf"),))
    annex_fonts.fonts.cache_clear()
    try:
        assert annex_fonts.fonts() == ("Annex", "Annex-Bold")
        assert "Företag é AB" in texts(render(make(1)))[0]
    finally:
        annex_fonts.fonts.cache_clear()
