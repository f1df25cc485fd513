"""The dialect of a file is proposed from its first lines."""

import pytest
from cdr_samples import DATA, detected


@pytest.mark.parametrize(
    ("file", "dialect"),
    [
        ("asterisk22_newcolumns_gmt.csv", "asterisk_csv"),
        ("asterisk22_cdr_custom.csv", "asterisk_custom_csv"),
        ("asterisk22_cdr_custom.json", "asterisk_custom_json"),
    ],
)
def test_a_real_file_is_recognised(file: str, dialect: str) -> None:
    assert detected((DATA / file).read_bytes()) == [dialect]


@pytest.mark.parametrize("data", [b"", b"date;from;to\n", b"PK\x03\x04", b"{}\n", b"\xff\xfe\x00", b"a,b,c\n" * 20])
def test_what_is_no_file_of_records_fits_nothing(data: bytes) -> None:
    assert detected(data) == []


def test_a_bad_line_among_good_ones_does_not_hide_the_dialect() -> None:
    good = (DATA / "asterisk22_cdr_custom.csv").read_bytes()
    assert detected(b"rubbish\n" + good) == []
    assert detected(good + b"rubbish\n") == ["asterisk_custom_csv"]
