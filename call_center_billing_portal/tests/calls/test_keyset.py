"""Long lists a page at a time, by key."""

from datetime import datetime, timedelta

from odoo.tests import tagged

from ...keyset import place_url, read_page
from ..common import CallPortalCase

FIELDS = ("started_at", "id")
NOON = datetime(2026, 11, 2, 12)


@tagged("post_install", "-at_install")
class TestKeyset(CallPortalCase):
    def setUp(self):
        super().setUp()
        # three of each minute, so that pages end between rows of the same moment
        self.calls = self.import_calls(*({"at": NOON + timedelta(minutes=number // 3)} for number in range(11)))
        self.domain = [("id", "in", self.calls.ids)]

    def page(self, place, size=4):
        return read_page(self.env["call.record"], self.domain, FIELDS, place, size)

    def test_forward_and_back_shows_each_row_once(self):
        whole = self.env["call.record"].search(self.domain, order="started_at desc, id desc").ids
        first = self.page(None)
        second = self.page(first.older)
        third = self.page(second.older)
        self.assertEqual([*first.rows.ids, *second.rows.ids, *third.rows.ids], whole)
        self.assertEqual((first.newer, third.older), (None, None))
        back = self.page(third.newer)
        self.assertEqual(back.rows.ids, second.rows.ids)
        again = self.page(back.newer)
        self.assertEqual((again.rows.ids, again.newer), (first.rows.ids, None))

    def test_rows_that_come_meanwhile_move_nothing(self):
        older = self.page(None).older
        expected = self.page(older).rows.ids
        newest = self.import_calls({"at": NOON + timedelta(hours=1)})
        self.domain = [("id", "in", (self.calls | newest).ids)]
        self.assertEqual(self.page(older).rows.ids, expected)

    def test_a_made_up_place_is_the_first_page(self):
        first = self.page(None).rows.ids
        made_up = (
            *("", ">", "<", "x", ">x", ">~", ">1~2", "<2026-11-02T12:00:00", ">2026-11-02T12:00:00~x", ">" * 500),
            *(">2026-11-02T12:00:00+00:00~1", f">2026-11-02T12:00:00~{10**30}", ">2026-11-02T12:00:00~1~1"),
            *(">9999-99-99T12:00:00~1", ">2026-11-02T12:00:00~\u0661", ">2026-11-02T12:00:00~1'--", "\x00"),
        )
        for place in made_up:
            self.assertEqual(self.page(place).rows.ids, first, repr(place))

    def test_beyond_the_last_is_nothing(self):
        page = self.page(">1999-01-01T00:00:00~1")
        self.assertEqual((len(page.rows), page.newer, page.older), (0, None, None))

    def test_an_address_keeps_the_filters(self):
        self.assertEqual(place_url("/my/x", {"number": "+46 8", "to": ""}, ">1~2"), "/my/x?number=%2B46+8&place=%3E1~2")
