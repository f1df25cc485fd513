"""FreeSWITCH's mod_json_cdr, in every way that it is posted or kept."""

import base64
import json
import time
from urllib.parse import quote

import pytest
from cdr import Call, FileRefused, Ignored, Refused
from cdr_samples import calls, detected, hostile, one, read, utc
from hypothesis import given, settings
from hypothesis import strategies as st

UUID = "3da8bf84-c133-4959-9e24-e72875cb33a1"
B_LEG = "f52c26f1-b018-4963-bf6d-a3111d1a0320"
VARIABLES = {
    "direction": "inbound",
    "uuid": UUID,
    "call_uuid": UUID,
    "channel_name": "sofia/internal/1001@10.0.0.1",
    "sip_from_user": "1001",
    "accountcode": "acme",
    "originate_disposition": "SUCCESS",
    "bridge_uuid": B_LEG,
    "signal_bond": B_LEG,
    "bridge_channel": "sofia/external/46701110001@sip.telia.example",
    "last_app": "bridge",
    "last_arg": "sofia/gateway/telia/46701110001",
    "caller_id": '"Acme {AB}" <46812345678>',
    "start_stamp": "2018-01-11 12:25:44",
    "start_epoch": "1515666344",
    "answer_epoch": "1515666347",
    "end_epoch": "1515666415",
    "duration": "71",
    "billsec": "68",
    "billmsec": "67540",
    "hangup_cause": "NORMAL_CLEARING",
}
PROFILE = {"caller_id_number": "+46812345678", "destination_number": "46701110001", "uuid": UUID}
FLOW = {"dialplan": "XML", "profile_index": "1", "caller_profile": PROFILE}


def record(callflow: object = (FLOW,), **variables: object) -> dict[str, object]:
    return {
        "core-uuid": "eb8bcdd2-d9eb-4f8f-80c3-1a4042aabe31",
        "switchname": "fs1",
        "variables": VARIABLES | variables,
        "app_log": {"applications": [{"app_name": "info"}, {"app_name": "park"}]},
        "callflow": callflow,
    }


def text(**variables: object) -> str:
    return json.dumps(record(**variables), separators=(",", ":"))  # type: ignore[arg-type]


def encoded_values() -> str:
    return json.dumps(record() | {"variables": {name: quote(value) for name, value in VARIABLES.items()}})


@pytest.mark.parametrize(
    "data",
    [
        text(),
        json.dumps(record(), indent=2),
        json.dumps([record()], indent=1),
        f"[\n{text()}\n]",
        "cdr=" + quote(text()),
        "cdr=" + quote(text()) + "&uuid=a_" + UUID,
        "cdr=" + base64.b64encode(text().encode()).decode(),
        "cdr=" + quote(json.dumps(record(), indent=1)),
        encoded_values(),
        text(uuid=f"a_{UUID}"),
        text(callflow=FLOW),
    ],
)
def test_a_record_is_the_same_in_every_form(data: str) -> None:
    call = one("freeswitch_json", data)
    assert call.identity == UUID
    assert (call.a_number, call.b_number, call.account_code) == ("+46812345678", "46701110001", "acme")
    assert (call.started_at, call.duration, call.talk_seconds) == (utc("2018-01-11 10:25:44"), 71, 68)
    assert (call.outcome, call.trunk) == ("answered", "telia")


@pytest.mark.parametrize("data", [text(), json.dumps(record(), indent=2), "cdr=" + quote(text())])
def test_it_is_recognised(data: str) -> None:
    assert detected(data) == ["freeswitch_json"]


def test_records_may_share_lines_or_take_many() -> None:
    data = text(uuid="1") + text(uuid="2") + "\n" + json.dumps(record(uuid="3"), indent=1) + text(uuid="4")
    told = calls("freeswitch_json", data)
    assert [call.identity for call in told] == ["1", "2", "3", "4"]
    assert [call.lines for call in told] == [1, 0, data.count("\n"), 0]


def test_the_numbers_are_those_of_the_last_profile_whatever_its_place() -> None:
    moved = {"profile_index": "2", "caller_profile": PROFILE | {"destination_number": "46702220002"}}
    assert one("freeswitch_json", text(callflow=[moved, FLOW])).b_number == "46702220002"
    assert one("freeswitch_json", text(callflow=[FLOW, moved])).b_number == "46702220002"
    twice = text(callflow=moved)[:-1] + ',"callflow":' + json.dumps(FLOW) + "}"
    assert one("freeswitch_json", twice).b_number == "46702220002"
    bare = text(callflow=[], destination_number="46703330003")
    assert (one("freeswitch_json", bare).a_number, one("freeswitch_json", bare).b_number) == ("1001", "46703330003")


@pytest.mark.parametrize(
    ("variables", "reason"),
    [
        ({"direction": "outbound", "uuid": B_LEG, "call_uuid": UUID}, "other_leg"),
        ({"direction": "outbound", "uuid": B_LEG, "call_uuid": B_LEG, "originator": UUID}, "other_leg"),
        ({"direction": "outbound", "uuid": B_LEG, "call_uuid": "", "originating_leg_uuid": UUID}, "other_leg"),
        ({"direction": None, "uuid": B_LEG, "call_uuid": "", "originating_leg_uuid": UUID}, "other_leg"),
        ({"direction": "outbound", "cc_side": "agent"}, "other_leg"),
        ({"channel_name": "loopback/100-b"}, "inner_leg"),
    ],
)
def test_a_leg_that_another_made_is_not_billed(variables: dict[str, object], reason: str) -> None:
    outcomes = read("freeswitch_json", text() + "\n" + text(**variables))
    assert [type(outcome) for outcome in outcomes] == [Call, Ignored]
    assert outcomes[1].reason == reason  # type: ignore[union-attr]


def test_a_leg_that_the_switch_began_by_itself_is_billed() -> None:
    assert one("freeswitch_json", text(direction="outbound")).talk_seconds == 68


def test_the_agent_and_the_queue_are_told() -> None:
    call = one("freeswitch_json", text(cc_side="member", cc_queue="sales@acme", cc_agent="1001@acme"))
    assert (call.queue, call.agent) == ("sales@acme", "1001@acme")


@pytest.mark.parametrize(
    ("variables", "outcome"),
    [
        ({}, "no_answer"),
        ({"hangup_cause": "USER_BUSY"}, "busy"),
        ({"hangup_cause": "CALL_REJECTED"}, "failed"),
        ({"hangup_cause": "CALL_REJECTED", "originate_disposition": None}, "denied"),
        ({"answer_epoch": "1515666347"}, "answered"),
    ],
)
def test_an_unanswered_call_tells_why(variables: dict[str, str], outcome: str) -> None:
    call = one("freeswitch_json", text(**({"billsec": "0", "answer_epoch": "0"} | variables)))
    assert (call.outcome, call.talk_seconds) == (outcome, 0)


def test_without_an_epoch_the_local_time_counts() -> None:
    assert one("freeswitch_json", text(start_epoch=None, start_uepoch="1515666344534355")).started_at == utc(
        "2018-01-11 10:25:44"
    )
    local = text(start_epoch=None)
    assert one("freeswitch_json", local, "Europe/Stockholm").started_at == utc("2018-01-11 11:25:44")


@pytest.mark.parametrize(
    ("bad", "reason", "field"),
    [
        (text(billsec="-1"), "seconds", "billsec"),
        (text(billsec=None), "seconds", "billsec"),
        (text(duration=str(367 * 86_400)), "seconds", "duration"),
        (text(start_epoch="0"), "date", "start_epoch"),
        (text(start_epoch="1e9"), "date", "start_epoch"),
        (text(start_epoch="99999999999"), "future", "start_epoch"),
        (text(start_epoch=None, start_stamp=None), "date", "start_stamp"),
        (text(hangup_cause="¿"), "disposition", "hangup_cause"),
        (text(uuid="", callflow=[]), "identity", "uuid"),
        (text(uuid="a_", callflow=[]), "identity", "uuid"),
        (text(accountcode="a\0"), "control", "accountcode"),
        (text(accountcode="a%00"), "control", "accountcode"),
        (text(accountcode="a%ff"), "encoding", ""),
        (text(accountcode={}), "json", "accountcode"),
        ('{"core-uuid":"x"}', "missing", "variables"),
        ('{"variables":[]}', "missing", "variables"),
        ('{"variables":{"uuid":"half', "json", ""),
        ('{"variables":{"uuid":"half"', "unfinished", ""),
        ('{"variables":}', "json", ""),
        ("cdr=%7B%ff", "json", ""),
        ("cdr=!!", "json", ""),
        ("words", "json", ""),
        ("}", "json", ""),
        ("\0", "control", ""),
        ('{"a":' * 5_000, "unfinished", ""),
        ('{"a":' * 5_000 + "1" + "}" * 5_000, "json", ""),
    ],
)
def test_what_cannot_be_read_is_refused_and_spares_its_neighbours(bad: str, reason: str, field: str) -> None:
    outcomes = read("freeswitch_json", "\n".join((text(uuid="1"), bad, text(uuid="2"))))
    assert [outcome.identity for outcome in outcomes if isinstance(outcome, Call)] == ["1", "2"]
    [refused] = [outcome for outcome in outcomes if isinstance(outcome, Refused)]
    assert (refused.line, refused.reason, refused.field) == (2, reason, field)


def test_an_object_that_never_ends_costs_neither_time_nor_memory() -> None:
    begun = time.process_time()
    outcomes = read("freeswitch_json", text() + "\n" + "\n".join(['{"a":['] + ["[1,"] * 300_000))
    assert time.process_time() - begun < 20
    assert "too_long" in {outcome.reason for outcome in outcomes if isinstance(outcome, Refused)}
    assert max(len(outcome.raw) for outcome in outcomes) < 1_200_000


@pytest.mark.parametrize(("data", "reason"), [(b"", "empty"), (b"a,b", "form"), (b"PK\3\4", "binary")])
def test_a_file_of_another_kind_is_turned_away(data: bytes, reason: str) -> None:
    with pytest.raises(FileRefused) as refused:
        read("freeswitch_json", data)
    assert refused.value.reason == reason


@settings(max_examples=300)
@given(hostile(f"{text()}\n{json.dumps(record(), indent=1)}\ncdr={quote(text())}\n[{text()},".encode()))
def test_hostile_files_never_crash(data: bytes) -> None:
    read("freeswitch_json", data)


@settings(max_examples=200)
@given(st.lists(st.sampled_from(['{"a":1}', "{", "}", "[", "]", ",", "\n", '"', '{"variables":{', "\\", " "])))
def test_every_line_of_any_brackets_is_accounted_for(pieces: list[str]) -> None:
    read("freeswitch_json", "{\n" + "".join(pieces))
