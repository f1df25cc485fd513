"""FreeSWITCH's mod_cdr_csv in the templates it is shipped with."""

import pytest
from cdr import Call, FileRefused, Ignored, Refused
from cdr_samples import calls, detected, hostile, one, read, refusal, utc
from hypothesis import given, settings

UUID = "3da8bf84-c133-4959-9e24-e72875cb33a1"
B_LEG = "f52c26f1-b018-4963-bf6d-a3111d1a0320"
FIRST = (
    f'"Acme AB","46812345678","46701110001","default","2026-11-22 03:22:52","2026-11-22 03:22:55",'
    f'"2026-11-22 03:24:03","71","68","NORMAL_CLEARING","{UUID}","{B_LEG}"'
)
EXAMPLE = FIRST + ',"acme","PCMU","PCMU"'
SQL = f'INSERT INTO cdr VALUES ({FIRST}, "acme");'
SNOM = FIRST + ', "acme","PCMU","PCMU","snom370","","","",""'
LINKSYS = FIRST + ',"acme","PCMU","PCMU","Linksys/SPA942",""'
ASTERISK = (
    '"acme","46812345678","46701110001","default",""Acme, "the" AB" <46812345678>","sofia/internal/1001@10.0.0.1",'
    '"sofia/external/46701110001@sip.telia.example:5060","bridge","{a=b,c=d}sofia/gateway/telia/46701110001",'
    '"2026-11-22 03:22:52","2026-11-22 03:22:55","2026-11-22 03:24:03","71","68","NORMAL_CLEARING","DOCUMENTATION",'
    f'"{UUID}",""'
)
UNANSWERED = EXAMPLE.replace('"2026-11-22 03:22:55"', '""').replace('"71","68"', '"20","0"').replace(UUID, "other-uuid")


@pytest.mark.parametrize("row", [EXAMPLE, SQL, SNOM, LINKSYS, ASTERISK])
def test_every_template_gives_the_same_call(row: str) -> None:
    call = one("freeswitch_csv", row)
    assert call[2:10] == (
        *(UUID, "46812345678", "46701110001", "acme", utc("2026-11-22 03:22:52"), 71, 68),
        "answered",
    )


@pytest.mark.parametrize("row", [EXAMPLE, SQL, SNOM, LINKSYS, ASTERISK])
def test_every_template_is_recognised(row: str) -> None:
    assert detected(row) == ["freeswitch_csv"]


def test_the_asterisk_template_tells_the_gateway() -> None:
    assert one("freeswitch_csv", ASTERISK).trunk == "telia"
    failover = ASTERISK.replace("telia/46701110001", "telia/46701110001|sofia/gateway/tele2/46701110001")
    assert one("freeswitch_csv", failover).trunk == "sip.telia.example"
    assert one("freeswitch_csv", EXAMPLE).trunk == ""


@pytest.mark.parametrize(
    ("cause", "outcome"),
    [
        ("USER_BUSY", "busy"),
        ("ORIGINATOR_CANCEL", "no_answer"),
        ("LOSE_RACE", "no_answer"),
        ("NO_ANSWER", "no_answer"),
        ("UNALLOCATED_NUMBER", "failed"),
        ("CALL_REJECTED", "failed"),
    ],
)
def test_a_hangup_cause_tells_why_nobody_answered(cause: str, outcome: str) -> None:
    assert one("freeswitch_csv", UNANSWERED.replace("NORMAL_CLEARING", cause)).outcome == outcome


def test_a_call_that_the_dialplan_turned_away_is_denied() -> None:
    row = ASTERISK.replace('"71","68"', '"0","0"').replace('"2026-11-22 03:22:55"', '""')
    row = row.replace('"bridge"', '"hangup"').replace("sofia/external/46701110001@sip.telia.example:5060", "")
    assert one("freeswitch_csv", row.replace("NORMAL_CLEARING", "CALL_REJECTED")).outcome == "denied"


@pytest.mark.parametrize("swap", [False, True])
@pytest.mark.parametrize("named_back", ["", UUID])
def test_of_two_legs_the_callers_is_billed_whichever_is_written_first(swap: bool, named_back: str) -> None:
    other = EXAMPLE.replace(f'"{UUID}","{B_LEG}"', f'"{B_LEG}","{named_back}"').replace("03:22:52", "03:22:53")
    rows = [other, EXAMPLE] if swap else [EXAMPLE, other]
    outcomes = {type(outcome): outcome.identity for outcome in read("freeswitch_csv", "\n".join(rows))}  # type: ignore
    assert outcomes == {Call: UUID, Ignored: B_LEG}


def test_the_inner_end_of_a_loopback_is_ignored() -> None:
    [outcome] = read("freeswitch_csv", ASTERISK.replace("sofia/internal/1001@10.0.0.1", "loopback/100-b"))
    assert isinstance(outcome, Ignored) and outcome.reason == "inner_leg"


@pytest.mark.parametrize(
    ("start", "end", "hour"), [("02:59:38", "02:00:49", 0), ("02:10:00", "02:11:11", 0), ("02:59:50", "03:01:01", 1)]
)
def test_the_hour_that_comes_twice_is_told_by_start_end_and_length(start: str, end: str, hour: int) -> None:
    row = EXAMPLE.replace("2026-11-22 03:22:52", f"2026-10-25 {start}").replace(
        "2026-11-22 03:24:03", f"2026-10-25 {end}"
    )
    assert one("freeswitch_csv", row, "Europe/Stockholm").started_at.hour == hour


def test_the_hour_that_comes_twice_is_told_by_the_order_of_the_file() -> None:
    times = ("02:10:00", "02:50:00", "02:10:00", "02:50:00")
    rows = [
        EXAMPLE.replace("2026-11-22 03:22:52", f"2026-10-25 {time}")
        .replace("2026-11-22 03:24:03", f"2026-10-25 {time[:4]}1:11")
        .replace(UUID, str(number))
        for number, time in enumerate(times)
    ]
    found = [f"{call.started_at:%H:%M}" for call in calls("freeswitch_csv", "\n".join(rows), "Europe/Stockholm")]
    assert found == ["00:10", "00:50", "01:10", "01:50"]


@pytest.mark.parametrize(
    ("old", "new", "reason", "field"),
    [
        ('"68"', '"-68"', "seconds", "billsec"),
        ('"68"', '""', "seconds", "billsec"),
        ('"71"', f'"{367 * 86_400}"', "seconds", "duration"),
        ("2026-11-22 03:22:52", "2026-11-22", "date", "start_stamp"),
        ("2026-11-22 03:22:52", "2026-02-30 03:22:52", "date", "start_stamp"),
        ("2026-11-22 03:22:52", "2027-11-22 03:22:52", "future", "start_stamp"),
        ("2026-11-22 03:24:03", "late", "date", "end_stamp"),
        ("NORMAL_CLEARING", "16", "disposition", "hangup_cause"),
        (UUID, "", "identity", "uuid"),
        (',"PCMU"', "", "", ""),
        ('"Acme AB",', "", "columns", ""),
        ("Acme", "Ac\0me", "control", ""),
    ],
)
def test_what_cannot_be_read_is_refused(old: str, new: str, reason: str, field: str) -> None:
    rows = "\n".join((EXAMPLE, EXAMPLE.replace(old, new), UNANSWERED))
    found = [(item.line, item.reason, item.field) for item in read("freeswitch_csv", rows) if isinstance(item, Refused)]
    assert found == ([(2, reason, field)] if reason else [])


@pytest.mark.parametrize(("data", "reason"), [(b"", "empty"), (b"a;b", "columns"), (b"\x1f\x8b\x08\0", "binary")])
def test_a_file_of_another_kind_is_turned_away(data: bytes, reason: str) -> None:
    with pytest.raises(FileRefused) as refused:
        read("freeswitch_csv", data)
    assert refused.value.reason == reason


def test_a_file_longer_than_the_window_is_read_whole() -> None:
    rows = [EXAMPLE.replace(UUID, f"{number}").replace(B_LEG, "") for number in range(1_000)]
    assert [call.identity for call in calls("freeswitch_csv", "\n".join(rows))] == [str(n) for n in range(1_000)]


def test_bytes_of_another_encoding_are_refused() -> None:
    assert refusal("freeswitch_csv", EXAMPLE.encode() + b"\n" + EXAMPLE.encode().replace(b"Acme", b"\xc5sa")) == (
        "encoding",
        "",
    )


@settings(max_examples=300)
@given(hostile("\n".join((EXAMPLE, SQL, SNOM, LINKSYS, ASTERISK, UNANSWERED)).encode()))
def test_hostile_files_never_crash(data: bytes) -> None:
    read("freeswitch_csv", data)
