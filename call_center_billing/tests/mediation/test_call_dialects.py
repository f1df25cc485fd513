"""Every format that a source offers goes through the whole import: read, rated, and not charged again."""

import json
from pathlib import Path
from random import Random

from odoo.exceptions import UserError
from odoo.tests import tagged

from ...cdr import DIALECTS, REFUSALS, RULES
from ..common import BillingCase

DATA = Path(__file__).parents[3] / "data" / "cdr"
FREESWITCH = {
    "core-uuid": "eb8bcdd2",
    "variables": {
        "uuid": "u1",
        "direction": "inbound",
        "start_epoch": "1795317772",
        "answer_epoch": "1795317775",
        "duration": "71",
        "billsec": "68",
        "hangup_cause": "NORMAL_CLEARING",
        "accountcode": "acme",
    },
    "callflow": [{"caller_profile": {"caller_id_number": "46812345678", "destination_number": "46701110001"}}],
}
OTHER_LEG = FREESWITCH | {
    "variables": FREESWITCH["variables"] | {"uuid": "u2", "direction": "outbound", "call_uuid": "u1"}
}
AVAYA = (
    "2026/11/22 03:22:52,{talk},3,46812345678,O,46701110001,46701110001,acme,0,1000,{more},E203,Eva,T9001,Line"
    + ",0,0,1,n/a"
    + "," * 11
)
#: by format the records of one call of 68 seconds, and what else the file holds
SAMPLES = {
    "freeswitch_csv": (
        '"Acme","46812345678","46701110001","default","2026-11-22 03:22:52","2026-11-22 03:22:55",'
        '"2026-11-22 03:24:03","71","68","NORMAL_CLEARING","u1","u2","acme","PCMU","PCMU"',
        0,
    ),
    "freeswitch_json": (json.dumps(FREESWITCH, indent=1) + json.dumps(OTHER_LEG), 1),
    "threecx": (
        "Call 612505,00000C21_6532,00:01:08,2026/11/22 03:22:52,2026/11/22 03:22:55,2026/11/22 03:24:03,"
        "TerminatedByDst,+46812345678,46701110001,100,10000,0701110001,,46701110001,10000,,,,,Chain: x;",
        0,
    ),
    "cisco_cucm": (
        "cdrRecordType,pkid,dateTimeOrigination,dateTimeConnect,dateTimeDisconnect,callingPartyNumber,"
        "finalCalledPartyNumber,duration\nINTEGER,UNIQUEIDENTIFIER,INTEGER,INTEGER,INTEGER,VARCHAR(50),VARCHAR(50),"
        "INTEGER\n1,p1,1795317772,1795317775,1795317843,46812345678,46701110001,68",
        2,
    ),
    "avaya_smdr": (AVAYA.format(talk="00:00:30", more=1) + "\n" + AVAYA.format(talk="00:00:38", more=0), 0),
    "table_rows": (
        '{"id": 7, "a_number": "46812345678", "b_number": "46701110001", "start": "2026-11-22 03:22:52", '
        '"seconds": 68, "disposition": "NORMAL_CLEARING [16]"}',
        0,
    ),
    "vicidial_call_log": (
        "uniqueid\tcaller_code\tnumber_dialed\tstart_time\tlength_in_sec\n"
        "1795317772.5\t46812345678\t46701110001\t2026-11-22 03:22:52\t68",
        1,
    ),
}


@tagged("post_install", "-at_install")
class TestCallDialects(BillingCase):
    def test_what_a_source_offers_is_what_an_import_can_rate(self):
        offered = {name for name, _label in self.source._fields["dialect"].selection}
        self.assertEqual(offered, set(DIALECTS) | {"mapped_csv"})
        elsewhere = {"asterisk_csv", "asterisk_custom_csv", "asterisk_custom_json", "mapped_csv"}
        elsewhere |= {"radius_detail", "vicidial_closer_log", "vicidial_agent_log"}
        self.assertEqual(offered - set(SAMPLES), elsewhere)

    def test_a_call_of_any_switch_is_rated_once(self):
        for dialect, (data, ignored) in SAMPLES.items():
            with self.subTest(dialect):
                source = self.source.copy({"name": dialect, "dialect": dialect})
                first = source._import_bytes("first", data.encode())
                self.assertEqual(
                    (first.stored_count, first.ignored_count), (1, ignored), first.reject_ids.mapped("message")
                )
                call = self._calls(first)
                self.assertEqual((call.state, call.talk_seconds, call.amount), ("rated", 68, 680_000))
                self.assertEqual((call.partner_id, call.b_number), (self.acme, "+46701110001"))
                self.assertEqual(str(call.started_at), "2026-11-22 03:22:52")
                again = source._import_bytes("again", data.encode() + b"\n")
                self.assertEqual((again.stored_count, again.duplicate_count), (0, 1))

    def test_asterisk_s_two_custom_forms_are_rated_alike(self):
        for dialect, ending in (("asterisk_custom_csv", "csv"), ("asterisk_custom_json", "json")):
            with self.subTest(dialect):
                source = self.source.copy({"name": dialect, "dialect": dialect})
                batch = source._import_bytes("file", (DATA / f"asterisk22_cdr_custom.{ending}").read_bytes())
                self.assertEqual((batch.stored_count, batch.rated_count, batch.talk_seconds), (3, 3, 12))

    def test_a_record_that_spells_out_what_no_database_stores_spares_the_rest(self):
        source = self.source.copy({"name": "fs", "dialect": "freeswitch_json"})
        good = json.dumps(FREESWITCH)
        bad = good.replace("acme", "\\u0000").replace("u1", "u3")
        half = good.replace("acme", "\\ud800").replace("u1", "u4")
        batch = source._import_bytes("x", "\n".join((bad, half, good.replace("acme", "%00"), good)).encode())
        self.assertEqual((batch.stored_count, batch.refused_count), (1, 3))

    def test_spoilt_files_are_stored_line_by_line_and_balance(self):
        chance = Random(4)
        strange = (b"\0", b"\xff", b'"', b"9" * 400, b"-1", b"\\ud800", "\u2028٣".encode(), b"{", b"\n", b"")
        for dialect, (data, _ignored) in SAMPLES.items():
            lines = data.encode().splitlines()
            spoilt = lines[:2]
            for number in range(300):
                text = lines[number % len(lines)].replace(b"u1", b"u%d" % number).replace(b"612505", b"%d" % number)
                at = chance.randint(0, len(text))
                if len(lines) > 20 and number % 40:  # a record of so many lines is spoilt by one of them
                    spoilt.append(text)
                    continue
                spoilt.append(text[:at] + chance.choice(strange) + text[at + chance.randint(0, 3) :])
            with self.subTest(dialect):
                source = self.source.copy({"name": f"{dialect} spoilt", "dialect": dialect})
                batch = source._import_bytes("spoilt", b"\n".join(spoilt))
                self.assertGreater(batch.refused_count, 1)
                self.assertGreaterEqual(batch.stored_count, 1)
                fates = batch.stored_count + batch.duplicate_count + batch.refused_count + batch.ignored_count
                self.assertEqual(batch.line_count, fates)
                self.assertEqual(len(self._calls(batch)), batch.stored_count)

    def test_every_reason_has_words(self):
        texts = self.env["call.reject"]._reason_texts()
        self.assertEqual(set(texts), REFUSALS | RULES | {"duplicate"})

    def test_a_file_of_another_format_is_turned_away_in_one_line(self):
        for dialect, words in (
            ("cisco_cucm", "in the format “Cisco CUCM call detail records”: its first line does not name"),
            ("freeswitch_json", "it begins with “a,b”"),
            ("threecx", "its first line has 2 columns"),
        ):
            source = self.source.copy({"name": dialect, "dialect": dialect})
            with self.subTest(dialect), self.assertRaises(UserError) as caught:
                source._import_bytes("other.csv", b"a,b\n")
            self.assertIn(words, str(caught.exception))
