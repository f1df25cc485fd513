"""What files of gateways say, line by line, and what is wrong with those that say nothing."""

from datetime import date
from decimal import Decimal

import pytest
from settlement import Fault, FileRefused, Mapping, Row, read, read_row

STL = (
    '"RH","2026/11/23 03:00:00 +0100","A","ACCOUNT",11\n'
    '"CH","Transaction ID","Invoice ID","PayPal Reference ID","PayPal Reference ID Type","Transaction Event Code",'
    '"Transaction Initiation Date","Transaction Completion Date","Transaction  Debit or Credit",'
    '"Gross Transaction Amount","Gross Transaction Currency","Fee Debit or Credit","Fee Amount","Fee Currency"\n'
)


def stl(*rows):
    """A settlement report of PayPal: (id, invoice, event, DR or CR, gross, currency, DR or CR of the fee, fee)."""
    day = "2026/11/22 10:11:12 +0100"
    lines = [
        f'"SB","{number}","{ours}","","","{event}","{day}","{day}","{side}",{gross},"{code}","{fee_side}",{fee},"{code}"'
        for number, ours, event, side, gross, code, fee_side, fee in rows
    ]
    return (STL + "\n".join(lines) + '\n"SF","EUR","CR",0\n').encode()


def only(reading):
    assert not reading.faults, reading.faults
    (row,) = reading.rows
    return row


def test_paypals_settlement_report_is_in_the_smallest_unit_and_by_event():
    reading = read(
        stl(
            ("9A", "T-1", "T0006", "CR", 1250, "EUR", "DR", 65),
            ("9B", "", "T1107", "DR", 500, "EUR", "CR", 20),
            ("9C", "", "T1201", "DR", 1250, "EUR", "DR", 1600),
            ("9D", "", "T0400", "DR", 900, "EUR", "", ""),
            ("9E", "", "T0106", "DR", 300, "EUR", "", ""),
            ("9F", "", "T1300", "CR", 900, "EUR", "", ""),
            ("9G", "", "T0006", "CR", 1200, "JPY", "DR", 40),
            ("9H", "", "T0700", "CR", 10, "EUR", "", ""),
        )
    )
    assert (reading.layout, reading.faults) == ("paypal_settlement", [])
    found = [(row.gateway_ref, row.kind, str(row.gross), str(row.fee)) for row in reading.rows]
    assert found == [
        ("9A", "payment", "12.5", "0.65"),
        ("9B", "refund", "-5", "-0.2"),
        ("9C", "chargeback", "-12.5", "16"),
        ("9D", "payout", "-9", "0"),
        ("9E", "fee", "0", "3"),
        ("9G", "payment", "1200", "40"),
        ("9H", "adjustment", "0.1", "0"),
    ]
    assert reading.rows[0].reference == "T-1"
    assert reading.rows[0].date == date(2026, 11, 22)


ACTIVITY = "Date,TimeZone,Type,Status,Currency,Gross,Fee,Net,Transaction ID,Invoice Number,Balance Impact"


@pytest.mark.parametrize(
    ("line", "kind", "gross", "day"),
    [
        ("22/11/2026,CET,Mobile Payment,Completed,EUR,10,-1,9,1A,T-1,Credit", "payment", "10", 22),
        ("11/22/2026,PST,Mobile Payment,Completed,USD,10,-1,9,1A,T-1,Credit", "payment", "10", 22),
        ("2026-11-21,CET,Payment Refund,Completed,EUR,-10,0.5,-9.5,1A,T-1,Debit", "refund", "-10", 21),
        ("22.11.2026,CET,General Withdrawal - Bank Account,Completed,EUR,-9,0,-9,1A,,Debit", "payout", "-9", 22),
        ("22/11/2026,CET,Chargeback Fee,Completed,EUR,-16,0,-16,1A,,Debit", "fee", "0", 22),
        ("22/11/2026,CET,Partner Fee,Completed,EUR,-3,0,-3,1A,,Debit", "fee", "0", 22),
    ],
)
def test_paypals_list_of_activities(line, kind, gross, day):
    row = only(read(f"{ACTIVITY}\n{line}\n".encode()))
    assert (row.kind, str(row.gross), row.date.day) == (kind, gross, day)


@pytest.mark.parametrize(
    "line",
    [
        "22/11/2026,CET,Mobile Payment,Pending,EUR,10,-1,9,1A,T-1,Credit",
        "22/11/2026,CET,General Authorization,Completed,EUR,10,0,10,1A,T-1,Credit",
        "22/11/2026,CET,Mobile Payment,Completed,EUR,10,0,10,1A,T-1,Memo",
    ],
)
def test_what_moves_no_balance_is_no_row(line):
    reading = read(f"{ACTIVITY}\n{line}\n".encode())
    assert (reading.rows, reading.faults) == ([], [])


@pytest.mark.parametrize(
    ("line", "field", "reason"),
    [
        ("yesterday,CET,Mobile Payment,Completed,EUR,10,-1,9,1A,T-1,Credit", "Date", "date"),
        ("22/11/2026,CET,Mobile Payment,Completed,EUR,ten,-1,9,1A,T-1,Credit", "Gross", "amount"),
        ("22/11/2026,CET,Mobile Payment,Completed,EUR,,-1,9,1A,T-1,Credit", "Gross", "missing"),
        ("22/11/2026,CET,Mobile Payment,Completed,EUR,10,-1,8,1A,T-1,Credit", "Net", "sum"),
        ("22/11/2026,CET,Mobile Payment,Completed,euros,10,-1,9,1A,T-1,Credit", "Currency", "currency"),
        ("22/11/2026,CET,Mobile Payment,Completed,EUR,10,-1,9,,T-1,Credit", "Transaction ID", "missing"),
        ("22/11/2026,CET,,Completed,EUR,10,-1,9,1A,T-1,Credit", "Type", "missing"),
        ("22/11/2026,CET,Mobile Payment,Completed,EUR,10,-1,9,1A,T-1,Credit,more", "", "columns"),
        ("22/11/2026,CET,Mobile Payment,Completed,EUR,1e5,-1,9,1A,T-1,Credit", "Gross", "amount"),
    ],
)
def test_bad_lines_are_told_with_line_field_and_reason_and_good_ones_kept(line, field, reason):
    good = "22/11/2026,CET,Mobile Payment,Completed,EUR,10,-1,9,2B,T-2,Credit"
    reading = read(f"{ACTIVITY}\n{line}\n{good}\n".encode())
    assert [row.gateway_ref for row in reading.rows] == ["2B"]
    (fault,) = reading.faults
    assert (fault.line, fault.field, fault.reason, fault.raw) == (2, field, reason, line)
    again = read_row(reading.layout, reading.header, reading.delimiter, good, 2)
    assert isinstance(again, Row)
    assert isinstance(read_row(reading.layout, reading.header, reading.delimiter, line, 2), Fault)


def test_ccavenues_settlement():
    header = "Settlement report\n\nCCAvenue Reference No;Order No;Order Amount;Fees;Tax;Net Payable;Transaction Date"
    lines = [
        "112233;T-1;1,000.00;20.00;3.60;976.40;22-Nov-2026",
        "112234;T-2;10;1;0.18;9;22-11-2026",
        "Total;;1010;;;;",
    ]
    reading = read("\n".join((header, *lines)).encode("cp1252"))
    (row,) = reading.rows
    assert (row.gross, row.fee, row.currency, row.line) == (Decimal(1000), Decimal("23.60"), "INR", 4)
    assert [(fault.line, fault.reason) for fault in reading.faults] == [(5, "sum")]


def test_files_whose_columns_somebody_names():
    mapping = Mapping("Id", "Day", "Sum", "Order", "What", "Cost", "Money")
    data = "Day\tId\tSum\tOrder\tWhat\tCost\tMoney\n2026-11-22\tå1\t1.234,50\tT-1\tSale\t-3\tsek\n"
    row = only(read(data.encode("utf-16"), mapping))
    assert (row.gateway_ref, row.gross, row.fee, row.currency) == ("å1", Decimal("1234.50"), Decimal(3), "SEK")
    plain = Mapping("Id", "Day", "Sum")
    row = only(read(b"Id,Day,Sum\nx,2026-11-22,-5\n", plain, "EUR"))
    assert (row.kind, row.currency) == ("refund", "EUR")
    (fault,) = read(b"Id,Day,Sum,What\nx,2026-11-22,5,gift\n", plain._replace(kind="What"), "EUR").faults
    assert (fault.field, fault.value, fault.reason) == ("What", "gift", "kind")


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"", "empty"), (b" \n", "empty"), (b"\0\1PK", "binary"), (b"a,b,c\n1,2,3\n", "header"), (b"Gross", "header")],
)
def test_files_of_no_use_are_refused(data, reason):
    with pytest.raises(FileRefused) as refused:
        read(data)
    assert refused.value.reason == reason
