"""A journal written as SIE 4 is balanced, complete, and read back as it was."""

import zlib
from datetime import date, timedelta

import exchange
import pytest
from exchange import Account, Balance, Journal, SieFault, Transaction, Voucher, Year, sie, sie_text
from hypothesis import given
from hypothesis import strategies as st
from sie_reader import records, table_crc, vouchers

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
ACCOUNTS = ("1510", "1930", "3001", "2611", "A 1")
CENTS = st.integers(-(10**12), 10**12)


@st.composite
def entries(draw):
    values = draw(st.lists(CENTS, min_size=1, max_size=6))
    lines = [
        Transaction(draw(st.sampled_from(ACCOUNTS)), value, draw(st.text(max_size=20)))
        for value in (*values, -sum(values))
    ]
    day = FIRST + timedelta(days=draw(st.integers(0, 364)))
    return Voucher(
        draw(st.sampled_from(["A", "INV", ""])), draw(st.text(max_size=8)), day, draw(st.text()), tuple(lines)
    )


def journal(*entries, company="Åbäkens Telefon AB", opening=(), accounts=ACCOUNTS):
    return Journal(
        company=company,
        registry="556677-8899",
        currency="SEK",
        generated=date(2026, 11, 22),
        program=("Call Billing", "19.0"),
        years=(Year(0, FIRST, LAST), Year(-1, date(2025, 1, 1), date(2025, 12, 31))),
        accounts=tuple(Account(number, f"Konto {number}") for number in accounts),
        opening=tuple(opening),
        closing=(Balance(0, "1510", 100),),
        results=(Balance(0, "3001", -100),),
        vouchers=tuple(entries),
    )


def seen(text):
    """What is left of a text: as the tests' own reading of the rules has it."""
    return sie_text.pc8(text)


@given(st.lists(entries(), max_size=4), st.text(max_size=30))
def test_what_is_written_is_balanced_and_read_back(given_entries, company):
    content = sie.write(journal(*given_entries, company=company), checksum=True)
    assert ["#FNAMN", seen(company)] in records(content)
    found = vouchers(content)
    assert len(found) == len(given_entries)
    for entry, (fields, lines) in zip(given_entries, found, strict=True):
        assert fields == [seen(entry.series), seen(entry.number), f"{entry.day:%Y%m%d}", seen(entry.text)]
        cents = [int(line[2].replace(".", "")) for line in lines]
        assert cents == [line.value for line in entry.transactions]
        assert sum(cents) == 0
        assert [line[0] for line in lines] == [line.account for line in entry.transactions]
        assert [line[4] for line in lines if len(line) > 3] == [
            seen(told.text) for told in entry.transactions if told.text
        ]
    assert records(content)[-1] == ["#KSUMMA", str(table_crc(content))]


def test_a_file_as_a_whole():
    entry = Voucher(
        "A", "1", date(2026, 2, 3), 'Faktura "1"', (Transaction("1510", 125), Transaction("3001", -125, "ö"))
    )
    opening = [Balance(0, "1510", 500), Balance(0, "1930", -500)]
    assert sie.write(journal(entry, opening=opening, accounts=("1510", "1930", "3001"))).decode(
        "cp437"
    ).splitlines() == [
        "#FLAGGA 0",
        '#PROGRAM "Call Billing" "19.0"',
        "#FORMAT PC8",
        "#GEN 20261122",
        "#SIETYP 4",
        "#ORGNR 556677-8899",
        '#FNAMN "Åbäkens Telefon AB"',
        "#RAR 0 20260101 20261231",
        "#RAR -1 20250101 20251231",
        "#VALUTA SEK",
        '#KONTO 1510 "Konto 1510"',
        '#KONTO 1930 "Konto 1930"',
        '#KONTO 3001 "Konto 3001"',
        "#IB 0 1510 5.00",
        "#IB 0 1930 -5.00",
        "#UB 0 1510 1.00",
        "#RES 0 3001 -1.00",
        '#VER A 1 20260203 "Faktura \\"1\\""',
        "{",
        "   #TRANS 1510 {} 1.25",
        '   #TRANS 3001 {} -1.25 20260203 "ö"',
        "}",
    ]


def test_swedish_letters_are_single_bytes_and_what_pc8_lacks_is_seen():
    content = sie.write(journal(company='Ål & "Öl" é €\n\\'))
    assert b'#FNAMN "\x8fl & \\"\x99l\\" \x82 ? /"\r\n' in content


def test_the_checksum_leaves_out_what_only_separates():
    plain = sie.write(journal())
    summed = sie.write(journal(), checksum=True)
    lines = summed.split(b"\r\n")
    assert lines[:2] == [b"#FLAGGA 0", b"#KSUMMA"]
    assert [lines[0], *lines[2:-2], b""] == plain.split(b"\r\n")
    first = "#PROGRAMCall Billing19.0#FORMATPC8#GEN20261122#SIETYP4#ORGNR556677-8899#FNAMNÅbäkens Telefon AB"
    rest = "#RAR02026010120261231#RAR-12025010120251231#VALUTASEK"
    chart = "".join(f"#KONTO{number}Konto {number}" for number in ACCOUNTS)
    body = (first + rest + chart + "#UB015101.00#RES03001-1.00").encode("cp437")
    assert lines[-2] == f"#KSUMMA {zlib.crc32(body)}".encode()


@pytest.mark.parametrize(
    ("entry", "reason", "where"),
    [
        (Voucher("A", "7", FIRST, "", (Transaction("1510", 1),)), "unbalanced", "A 7"),
        (Voucher("A", "7", date(2025, 12, 31), "", ()), "outside", "A 7"),
        (Voucher("A", "7", FIRST, "", (Transaction("9999", 0),)), "undeclared", "9999"),
    ],
)
def test_a_journal_that_is_wrong_is_not_written(entry, reason, where):
    with pytest.raises(SieFault) as caught:
        sie.write(journal(entry))
    assert (caught.value.reason, caught.value.where) == (reason, where)
    assert caught.value.reason in sie.FAULTS


def test_opening_balances_that_do_not_sum_to_nothing_are_not_written():
    with pytest.raises(SieFault) as caught:
        exchange.sie.write(journal(opening=[Balance(-1, "1510", 1)]))
    assert (caught.value.reason, caught.value.where) == ("opening", "-1")
