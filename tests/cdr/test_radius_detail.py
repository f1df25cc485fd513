"""RADIUS accounting: blocks over many lines, packets sent again, sessions of data and calls."""

import pytest
from cdr import Call, FileRefused, Ignored, Refused
from cdr.fields import compact
from cdr.radius_detail import RadiusDetail
from cdr_samples import calls, detected, hostile, one, read, utc
from hypothesis import given, settings

DATA = """\
Tue Apr 11 11:10:42 2017
\tUser-Name = "acme@isp.example"
\tNAS-IP-Address = 192.0.2.11
\tNAS-Identifier = "bras1"
\tCalling-Station-Id = "E8-40-F2-DF-AF-34"
\tCalled-Station-Id = "internet"
\tAcct-Status-Type = Stop
\tAcct-Delay-Time = 0
\tAcct-Input-Octets = 410536
\tAcct-Output-Octets = 1117830
\tAcct-Input-Gigawords = 0
\tAcct-Output-Gigawords = 2
\tAcct-Session-Time = 3600
\tAcct-Session-Id = "80100014"
\tTunnel-Type:0 = VLAN
\tAcct-Unique-Session-Id = "3a48eb713547a3be"
\tTimestamp = 1491901842

"""
OUT = 1_117_830 + 2 * 2**32
ASTERISK = """\
Sat Sep  1 20:53:49 2018
\tAcct-Status-Type = Stop
\tAsterisk-Acc-Code = "acme"
\tAsterisk-Src = "2122195786"
\tAsterisk-Dst = "99995591953149870"
\tAsterisk-Clid = "\\"Foo\\" <2122195786>"
\tAsterisk-Chan = "SIP/telecom03-00088e65"
\tAsterisk-Dst-Chan = "SIP/kemp-00088e66"
\tAsterisk-Last-App = "Dial"
\tAsterisk-Last-Data = "SIP/5591953149870@kemp,,rTt"
\tAsterisk-Start-Time = "2018-09-01 20:51:19 -0300"
\tAsterisk-Duration = 150
\tAsterisk-Bill-Sec = 128
\tAsterisk-Disposition = "ANSWERED"
\tAsterisk-Unique-ID = "1535845879.560741"
\tAcct-Session-Id = "1535845879.560741"
\tNAS-IP-Address = 192.0.2.5
"""
H323 = """\
Wed Jan 23 14:31:25 2002
\tAcct-Session-Id = "000B5571"
\tCisco-AVPair = "h323-call-origin=answer"
\th323-call-type = "h323-call-type=Telephony"
\th323-disconnect-cause = "h323-disconnect-cause=10"
\th323-remote-address = "h323-remote-address=192.0.2.9"
\tUser-Name = "1110001"
\tCalling-Station-Id = "46812345678"
\tCalled-Station-Id = "46701110001"
\tAcct-Status-Type = Stop
\tAcct-Session-Time = 60
\tNAS-IP-Address = 192.0.2.8
"""


def changed(block: str, **values: str) -> str:
    """A block with other values; `Acct_Session_Id=""` takes the attribute away."""
    lines = []
    for line in block.splitlines():
        name = line.partition("=")[0].strip().replace("-", "_")
        lines += [f"\t{name.replace('_', '-')} = {values[name]}"] if values.get(name) else [line] * (name not in values)
    return "\n".join(lines) + "\n"


def test_a_session_of_data_has_octets_and_a_length_and_no_talk_time() -> None:
    call = one("radius_detail", DATA)
    assert (call.service, call.quantity, call.duration, call.talk_seconds) == ("data", 410_536 + OUT, 3_600, 0)
    assert (call.identity, call.account_code, call.lines) == ("3a48eb713547a3be", "acme@isp.example", 17)
    assert call.started_at == utc("2017-04-11 08:10:42")


@pytest.mark.parametrize(("octets", "quantity"), [("in", 410_536), ("out", OUT)])
def test_one_way_may_be_counted_alone(octets: str, quantity: int) -> None:
    assert one(RadiusDetail(octets=octets), DATA).quantity == quantity  # type: ignore[arg-type]


@pytest.mark.parametrize("status", ["Start", "Interim-Update", "Alive", "Accounting-On", "1", "3"])
def test_only_a_stop_is_billed(status: str) -> None:
    ignored, call = read("radius_detail", changed(DATA, Acct_Status_Type=status) + "\n" + DATA)
    assert isinstance(ignored, Ignored) and (ignored.reason, ignored.lines) == ("not_stop", 17)
    assert isinstance(call, Call)


def test_a_packet_sent_again_has_the_same_key_and_the_same_time() -> None:
    again = changed(DATA, Acct_Delay_Time="30", Timestamp="1491901872")
    first, second = calls("radius_detail", DATA + again)
    assert (first.identity, first.started_at) == (second.identity, second.started_at)


def test_without_a_unique_id_the_nas_and_its_session_are_the_key() -> None:
    bare = changed(DATA, Acct_Unique_Session_Id="")
    assert one("radius_detail", bare).identity == "192.0.2.11/80100014"
    assert one("radius_detail", changed(bare, NAS_IP_Address="")).identity == "bras1/80100014"


def test_without_a_timestamp_the_local_time_of_the_block_counts() -> None:
    bare = changed(DATA, Timestamp="")
    assert one("radius_detail", bare, "Europe/Stockholm").started_at == utc("2017-04-11 08:10:42")


def test_asterisk_s_attributes_make_a_call_by_its_rules() -> None:
    call = one("radius_detail", ASTERISK)
    assert call.identity == compact("1535845879.560741/SIP/kemp-00088e66/2018-09-01 20:51:19-0300/Dial")
    assert (call.a_number, call.b_number, call.account_code) == ("2122195786", "99995591953149870", "acme")
    assert (call.started_at, call.duration, call.talk_seconds) == (utc("2018-09-01 23:51:19"), 150, 128)
    assert (call.trunk, call.service, call.quantity, call.lines) == ("kemp", "voice", None, 17)


def test_of_a_gateway_s_call_one_leg_is_billed() -> None:
    other = H323.replace("origin=answer", "origin=originate").replace("000B5571", "000B5572")
    call, ignored = read("radius_detail", H323 + other)
    assert isinstance(call, Call) and isinstance(ignored, Ignored)
    assert (call.identity, call.a_number, call.b_number) == ("192.0.2.8/000B5571", "46812345678", "46701110001")
    assert (call.talk_seconds, call.service, call.outcome, call.trunk) == (60, "voice", "answered", "192.0.2.9")
    assert call.started_at == utc("2002-01-23 14:30:25")
    ignored, call = read(RadiusDetail(leg="originate"), H323 + other)
    assert isinstance(call, Call) and isinstance(ignored, Ignored)


@pytest.mark.parametrize(("cause", "outcome"), [("11", "busy"), ("10", "no_answer"), ("1", "failed"), ("1F", "failed")])
def test_a_gateway_s_call_without_length_was_not_answered(cause: str, outcome: str) -> None:
    unanswered = changed(H323, Acct_Session_Time="0", h323_disconnect_cause=cause)
    assert one("radius_detail", unanswered).outcome == outcome


@pytest.mark.parametrize(
    ("values", "reason", "field"),
    [
        ({"Acct_Status_Type": ""}, "missing", "Acct-Status-Type"),
        ({"Acct_Session_Time": ""}, "seconds", "Acct-Session-Time"),
        ({"Acct_Session_Time": "-1"}, "seconds", "Acct-Session-Time"),
        ({"Acct_Session_Time": str(367 * 86_400)}, "seconds", "Acct-Session-Time"),
        ({"Acct_Input_Octets": "many"}, "number", "Acct-Input-Octets"),
        ({"Acct_Output_Gigawords": "9999999999"}, "number", "Acct-Output-Gigawords"),
        ({"Acct_Output_Gigawords": "500000000", "Acct_Output_Octets": "9" * 18}, "number", "Acct-Output-Gigawords"),
        ({"Acct_Unique_Session_Id": "", "Acct_Session_Id": ""}, "identity", "Acct-Session-Id"),
        ({"Timestamp": "0"}, "date", "Timestamp"),
        ({"Timestamp": "99999999999"}, "future", "Timestamp"),
        ({"Acct_Delay_Time": "x"}, "seconds", "Acct-Delay-Time"),
    ],
)
def test_what_cannot_be_read_is_refused_as_a_block(values: dict[str, str], reason: str, field: str) -> None:
    outcomes = read("radius_detail", DATA + changed(DATA, **values) + ASTERISK)
    assert [type(outcome) for outcome in outcomes] == [Call, Refused, Call]
    assert (outcomes[1].reason, outcomes[1].field) == (reason, field)  # type: ignore[union-attr]


def test_a_block_with_a_line_that_is_no_attribute_is_refused_as_a_whole() -> None:
    broken = DATA.replace("Acct-Output-Gigawords = 2", "Acct-Outpu?")
    outcomes = read("radius_detail", f"{broken}{DATA}".encode() + b"\tA = \xff\n" + ASTERISK.encode() + b"\tA = \1\n")
    told = [(outcome.reason, outcome.lines) for outcome in outcomes if isinstance(outcome, Refused)]
    assert told == [("form", 17), ("encoding", 18), ("control", 18)]
    assert len(outcomes) == 3


def test_a_block_without_end_is_given_up() -> None:
    outcomes = read("radius_detail", DATA + "\tReply-Message = x\n" * 100_000 + DATA)
    assert {outcome.reason for outcome in outcomes if isinstance(outcome, Refused)} >= {"too_long"}
    assert isinstance(outcomes[-1], Call)


def test_a_month_that_is_none_begins_no_block() -> None:
    [refused] = read("radius_detail", DATA + "Tue Foo 11 11:10:42 2017\n")
    assert isinstance(refused, Refused) and (refused.reason, refused.lines) == ("form", 18)


def test_it_is_recognised() -> None:
    assert detected(DATA) == detected(ASTERISK + H323) == ["radius_detail"]


@pytest.mark.parametrize(("data", "reason"), [("", "empty"), ("a = b", "form"), ("\0", "binary"), ("a,b", "form")])
def test_a_file_of_another_kind_is_turned_away(data: str, reason: str) -> None:
    with pytest.raises(FileRefused) as refused:
        read("radius_detail", data)
    assert refused.value.reason == reason


@settings(max_examples=300)
@given(hostile(f"{DATA}{ASTERISK}{H323}".encode()))
def test_hostile_files_never_crash(data: bytes) -> None:
    read("radius_detail", data)
