"""VICIdial's tables: the seconds of a call, of a call from a queue, and of an agent."""

import pytest
from cdr import Call, FileRefused, Ignored, Refused
from cdr_samples import detected, hostile, one, read, refusal, utc
from hypothesis import given, settings
from hypothesis import strategies as st

CALL = {
    "uniqueid": "1795317772.5",
    "channel": "SIP/telia-00000001",
    "channel_group": "Outbound",
    "type": "SIP",
    "server_ip": "10.0.0.5",
    "extension": "946701110001",
    "number_dialed": "46701110001",
    "caller_code": "46812345678",
    "start_time": "2026-11-22 04:22:52",
    "start_epoch": "1795317772",
    "end_time": "2026-11-22 04:24:00",
    "end_epoch": "1795317840",
    "length_in_sec": "68",
    "length_in_min": "1.13",
}
CLOSER = {
    "closecallid": "4711",
    "lead_id": "12",
    "list_id": "999",
    "campaign_id": "SALESLINE",
    "call_date": "2026-11-22 04:22:52",
    "start_epoch": "1795317772",
    "end_epoch": "1795317840",
    "length_in_sec": "68",
    "status": "SALE",
    "phone_code": "46",
    "phone_number": "812345678",
    "user": "6666",
    "comments": '"a, b"',
    "processed": "N",
    "queue_seconds": "4.60",
    "user_group": "SALES",
    "xfercallid": "0",
    "term_reason": "CALLER",
    "uniqueid": "1795317772.5",
}
AGENT = {
    "agent_log_id": "815",
    "user": "6666",
    "server_ip": "10.0.0.5",
    "event_time": "2026-11-22 04:22:00",
    "lead_id": "12",
    "campaign_id": "SALES",
    "pause_epoch": "1795317720",
    "pause_sec": "10",
    "wait_epoch": "1795317730",
    "wait_sec": "42",
    "talk_epoch": "1795317772",
    "talk_sec": "68",
    "dispo_epoch": "1795317840",
    "dispo_sec": "12",
    "status": "SALE",
    "user_group": "SALES",
}
TABLES = {"vicidial_call_log": CALL, "vicidial_closer_log": CLOSER, "vicidial_agent_log": AGENT}


def file(dialect: str, *changes: dict[str, str], delimiter: str = ",") -> str:
    columns = TABLES[dialect]
    rows = [delimiter.join((columns | values).values()) for values in changes or ({},)]
    return "\n".join((delimiter.join(columns), *rows))


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_a_call_is_read_whatever_stands_between_its_columns(delimiter: str) -> None:
    call = one("vicidial_call_log", file("vicidial_call_log", delimiter=delimiter))
    assert call[2:] == Call(
        2, "", "1795317772.5", "46812345678", "46701110001", "", utc("2026-11-22 03:22:52"), 68, 68, "answered"
    )[2:]  # fmt: skip


def test_a_call_without_length_was_not_answered() -> None:
    assert one("vicidial_call_log", file("vicidial_call_log", {"length_in_sec": "0"})).outcome == "no_answer"


@pytest.mark.parametrize("nothing", ["", "NULL", "\\N"])
def test_without_an_epoch_the_local_time_counts(nothing: str) -> None:
    data = file("vicidial_call_log", {"start_epoch": nothing})
    assert one("vicidial_call_log", data, "Europe/Stockholm").started_at == utc("2026-11-22 03:22:52")


@pytest.mark.parametrize(
    ("length", "queue", "talk"),
    [("68", "4.60", 63), ("68", "4.00", 64), ("68", "0", 68), ("4", "4.33", 0), ("68", "", 68), ("68", "67.01", 0)],
)
def test_the_time_in_the_queue_is_not_billed(length: str, queue: str, talk: int) -> None:
    call = one("vicidial_closer_log", file("vicidial_closer_log", {"length_in_sec": length, "queue_seconds": queue}))
    assert (call.talk_seconds, call.duration, call.outcome) == (talk, int(length), "answered")
    assert (call.queue, call.account_code, call.agent, call.a_number) == (
        "SALESLINE",
        "SALESLINE",
        "6666",
        "+46812345678",
    )
    assert call.service == "agent"


@pytest.mark.parametrize(
    "values", [{"term_reason": "ABANDON"}, {"term_reason": "QUEUETIMEOUT", "user": "VDCL"}, {"user": "VDCL"}]
)
def test_a_call_that_no_agent_took_was_not_answered(values: dict[str, str]) -> None:
    data = file("vicidial_closer_log", values | {"length_in_sec": "3", "queue_seconds": "33"})
    call = one("vicidial_closer_log", data)
    assert (call.outcome, call.talk_seconds) == ("no_answer", 0)


def test_one_call_through_two_in_groups_is_two_records() -> None:
    data = file("vicidial_closer_log", {}, {"closecallid": "4712", "campaign_id": "HELP"})
    assert len({outcome.identity for outcome in read("vicidial_closer_log", data) if isinstance(outcome, Call)}) == 2


@pytest.mark.parametrize(
    ("code", "number", "text"),
    [("46", "081234567", "081234567"), ("", "812345678", "812345678"), ("1", "+4681", "+4681"), ("x", "812", "812")],
)
def test_a_number_gets_its_country_s_code_unless_it_is_national(code: str, number: str, text: str) -> None:
    data = file("vicidial_closer_log", {"phone_code": code, "phone_number": number})
    assert one("vicidial_closer_log", data).a_number == text


def test_an_agent_s_time_is_that_of_talk_and_wrap_up() -> None:
    call = one("vicidial_agent_log", file("vicidial_agent_log"))
    assert (call.service, call.talk_seconds, call.quantity) == ("agent", 80, None)
    assert (call.identity, call.agent, call.account_code) == ("815", "6666", "SALES")
    assert call.started_at == utc("2026-11-22 03:22:52")


def test_a_pause_is_ignored() -> None:
    pause = {"talk_epoch": "NULL", "talk_sec": "0", "dispo_epoch": "NULL", "dispo_sec": "0"}
    outcome = read("vicidial_agent_log", file("vicidial_agent_log", pause))[-1]
    assert isinstance(outcome, Ignored) and outcome.reason == "no_conversation"


@pytest.mark.parametrize(
    ("dialect", "values", "reason", "field"),
    [
        ("vicidial_call_log", {"length_in_sec": "NULL"}, "unfinished", "length_in_sec"),
        ("vicidial_call_log", {"length_in_sec": "-1"}, "seconds", "length_in_sec"),
        ("vicidial_call_log", {"length_in_sec": str(367 * 86_400)}, "seconds", "length_in_sec"),
        ("vicidial_call_log", {"uniqueid": ""}, "identity", "uniqueid"),
        ("vicidial_call_log", {"start_epoch": "99999999999"}, "future", "start_epoch"),
        ("vicidial_call_log", {"start_epoch": "", "start_time": "0000-00-00 00:00:00"}, "date", "start_time"),
        ("vicidial_closer_log", {"queue_seconds": "-4.00"}, "seconds", "queue_seconds"),
        ("vicidial_closer_log", {"queue_seconds": "70.00"}, "seconds", "queue_seconds"),
        ("vicidial_closer_log", {"comments": '"a"b"'}, "quoting", ""),
        ("vicidial_closer_log", {"comments": "a,b"}, "columns", ""),
        ("vicidial_agent_log", {"dispo_epoch": "NULL"}, "unfinished", "dispo_epoch"),
        ("vicidial_agent_log", {"talk_sec": "x"}, "seconds", "talk_sec"),
        ("vicidial_agent_log", {"user": "\x03"}, "control", ""),
    ],
)
def test_what_cannot_be_read_is_refused(dialect: str, values: dict[str, str], reason: str, field: str) -> None:
    outcomes = read(dialect, file(dialect, {}, values, {}))
    assert [type(outcome) for outcome in outcomes] == [Ignored, Call, Refused, Call]
    assert refusal(dialect, file(dialect, {}, values, {})) == (reason, field)


@pytest.mark.parametrize("dialect", TABLES)
def test_it_is_recognised_and_another_table_is_turned_away(dialect: str) -> None:
    assert detected(file(dialect)) == [dialect]
    for other in set(TABLES) - {dialect}:
        with pytest.raises(FileRefused, match="header"):
            read(other, file(dialect))


@settings(max_examples=200)
@given(st.data(), st.sampled_from(sorted(TABLES)))
def test_hostile_files_never_crash(data: st.DataObject, dialect: str) -> None:
    read(dialect, data.draw(hostile(file(dialect, {}, {"user": "NULL"}).encode())))
