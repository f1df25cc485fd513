"""Search by number."""

from odoo.tests import tagged

from ..common import CallPortalCase


@tagged("post_install", "-at_install")
class TestCallsSearch(CallPortalCase):
    def setUp(self):
        super().setUp()
        self.env.company.call_mask_digits = 3
        self.import_calls({"b": "+46701110001", "seconds": 61}, {"b": "+46812345000", "seconds": 62})

    def found(self, search, search_in="all"):
        """Which of the two calls are found, by their seconds."""
        domain = self.env["call.record"]._get_portal_domain(self.customer_a)
        domain &= self.env["call.record"]._get_portal_search_domain(search, search_in)
        return set(self.env["call.record"].search(domain).mapped("talk_seconds"))

    def test_a_number_is_found_as_people_write_it(self):
        for text in ("+4670111", "004670111", "070-111", "070 111", "+46701110•••", "70111"):
            self.assertEqual(self.found(text), {61}, text)

    def test_the_search_can_be_limited_to_one_side(self):
        self.assertEqual(self.found("0812345", "from"), {61, 62})
        self.assertEqual(self.found("0812345", "to"), {62})
        self.assertEqual(self.found("0812345", "all"), {61, 62})

    def test_hidden_digits_are_not_searched(self):
        self.assertEqual(self.found("70111000", "to"), set())
        self.assertEqual(self.found("46701110001", "to"), set())
        self.assertEqual(self.found("46701110001"), set())
        self.assertEqual(self.found("001"), {61, 62}, "only by the digit 1, which all of them show")

    def test_where_nothing_is_hidden_all_digits_are_searched(self):
        self.env.company.call_mask_digits = 0
        self.assertEqual(self.found("46701110001", "to"), {61})

    def test_where_all_is_hidden_nothing_is_found(self):
        self.env.company.call_mask_digits = 15
        self.assertEqual(self.found("46", "to"), set())

    def test_lines_called_in_confidence_are_not_found(self):
        self.card.version_ids.rate_ids.destination_id.hidden_on_bills = True
        self.assertEqual(self.found("467", "to"), set())

    def test_a_search_without_digits_finds_nothing(self):
        for text in ("Anna", "%", "_", "'", "٣", "0"):
            self.assertEqual(self.found(text), set(), text)

    def test_the_page_searches_and_keeps_the_words(self):
        text = self.page_text("/my/calls?search=070111&side=to", self.user_a)
        self.assertIn("61 s billed", text)
        self.assertNotIn("62 s billed", text)
        self.assertIn('value="070111"', self.open("/my/calls?search=070111", self.user_a).text)

    def test_what_is_searched_for_is_shown_as_text(self):
        page = self.open("/my/calls?search=%22%3E%3Cscript%3Ealert(1)%3C/script%3E", self.user_a).text
        self.assertNotIn("<script>alert(1)", page)
