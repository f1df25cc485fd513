"""What we tell a service: an invoice or a credit note, with its files."""

import base64
import csv
import io
import json
from datetime import date
from typing import NamedTuple

KINDS = ("invoice", "credit_note")
#: of the line of CSV, in this order
COLUMNS = (
    "key", "type", "number", "date", "due_date", "customer", "customer_number", "currency", "total", "open",
    "payment_reference", "credited_invoice", "ubl", "pdf", "annexes",
)  # fmt: skip


class Document(NamedTuple):
    """An invoice or a credit note. Amounts are micro-units of the currency and never below 0.

    :ivar key: the same whenever this document is sent again
    :ivar credited: number of the invoice that a credit note is about, or ""
    :ivar ubl, pdf: name and content
    :ivar annexes: of further files, such as lists of calls
    """

    key: str
    kind: str
    number: str
    day: date
    due: date
    customer: str
    customer_number: str
    currency: str
    total: int
    unpaid: int
    reference: str
    credited: str
    ubl: tuple[str, bytes]
    pdf: tuple[str, bytes]
    annexes: tuple[tuple[str, bytes], ...] = ()


def decimal(micro: int) -> str:
    """Micro-units as a decimal number, with two decimals at least.

    >>> decimal(-1_250_000), decimal(600_001)
    ('-1.25', '0.600001')
    """
    sign = "-" if micro < 0 else ""
    whole, rest = divmod(abs(micro), 1_000_000)
    decimals = f"{rest:06}".rstrip("0").ljust(2, "0")
    return f"{sign}{whole}.{decimals}"


def _values(document: Document) -> dict[str, str]:
    return {
        "key": document.key,
        "type": document.kind,
        "number": document.number,
        "date": document.day.isoformat(),
        "due_date": document.due.isoformat(),
        "customer": document.customer,
        "customer_number": document.customer_number,
        "currency": document.currency,
        "total": decimal(document.total),
        "open": decimal(document.unpaid),
        "payment_reference": document.reference,
        "credited_invoice": document.credited,
        "ubl": document.ubl[0],
        "pdf": document.pdf[0],
        "annexes": ",".join(name for name, _content in document.annexes),
    }


def _encoded(file: tuple[str, bytes]) -> dict[str, str]:
    name, content = file
    return {"name": name, "content": base64.b64encode(content).decode("ascii")}


def as_json(document: Document) -> bytes:
    """The body for a webhook: files are Base64. The same document gives the same bytes."""
    values: dict[str, object] = dict(_values(document))
    values |= {"ubl": _encoded(document.ubl), "pdf": _encoded(document.pdf)}
    values["annexes"] = [_encoded(file) for file in document.annexes]
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def as_csv(document: Document) -> bytes:
    """A file of one line, in UTF-8 with a header, that names the files beside it."""
    written = io.StringIO()
    writer = csv.DictWriter(written, COLUMNS, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writeheader()
    writer.writerow({name: " ".join(value.split()) for name, value in _values(document).items()})
    return written.getvalue().encode()
