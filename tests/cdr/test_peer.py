"""The trunk of a call, from the name of the channel that went out."""

import doctest
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cdr import DIALECTS, Call, Reading, peer, split_lines
from cdr.peer import peer_of

REAL = Path(__file__).parents[2] / "data" / "cdr" / "asterisk22_newcolumns_gmt.csv"


@pytest.mark.parametrize(
    ("channel", "trunk"),
    [
        ("PJSIP/telia-00000012", "telia"),
        ("SIP/telia-0000a", "telia"),
        ("SIP/tele-2-0000000a", "tele-2"),
        ("SIP/198.51.100.7-0000000a", "198.51.100.7"),
        ("IAX2/office-4711", "office"),
        ("OOH323/gw1-12", "gw1"),
        ("DAHDI/i1/46701110001-1f", "DAHDI/i1"),
        ("DAHDI/4-1", "DAHDI/4"),
        ("Zap/31-2", "Zap/31"),
        ("mISDN/1-u23", "mISDN/1"),
        ("PJSIP/telia-00000012<ZOMBIE>", "telia"),
        ("AsyncGoto/PJSIP/telia-00000012", "telia"),
        ("AsyncGoto/PJSIP/telia-00000012<ZOMBIE>", "telia"),
        ("Local/46701110001@route-00000000;1", "Local/route"),
        ("Local/100@from-queue-0000001a;1", "Local/from-queue"),
        ("PJSIP/telia", "telia"),
    ],
)
def test_a_channel_names_its_trunk(channel: str, trunk: str) -> None:
    assert peer_of(channel) == trunk


@pytest.mark.parametrize(
    "channel", ["", "  ", "Message/ast_msg_queue", "Console/dsp", "Local/100", "DAHDI/", "Bridge/0x7f", "PJSIP/"]
)
def test_a_channel_that_leads_to_nobody_names_none(channel: str) -> None:
    assert peer_of(channel) == ""


def test_calls_of_a_real_file_have_the_trunk_they_left_by() -> None:
    reading = Reading("UTC", datetime(2026, 11, 22, 12, tzinfo=UTC))
    outcomes = DIALECTS["asterisk_csv"].read(split_lines([REAL.read_bytes()]), reading)
    trunks = {call.line: call.trunk for call in outcomes if isinstance(call, Call)}
    assert trunks[1] == "answer"
    assert trunks[2] == ""  # turned away: no channel went out
    assert trunks[4] == "busy"
    assert trunks[26] == "Local/route"
    assert set(trunks.values()) == {"", "answer", "busy", "ring", "Local/route"}


def test_the_example_in_the_text_is_true() -> None:
    assert doctest.testmod(peer).failed == 0
