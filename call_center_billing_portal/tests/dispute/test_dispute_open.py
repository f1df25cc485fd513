"""/my/disputes/new: calls are ticked, lines are ticked, and both become a dispute."""

import re

from odoo.tests import tagged

from ...controllers import dispute_choice
from .common import DisputePageCase

PDF = ("C:\\fakepath\\Bill.PDF", b"%PDF-1.7")


@tagged("post_install", "-at_install")
class TestDisputeOpen(DisputePageCase):
    def test_ticked_calls_become_a_dispute_with_words_and_files(self):
        calls = self.calls(3)
        dispute = self.dispute_of(self.open_dispute(calls[:2], files=[PDF]))
        self.assertEqual((dispute.partner_id, dispute.reason, dispute.state), (self.customer_a, "not_mine", "new"))
        self.assertEqual((dispute.line_ids.mapped("call_id.id"), dispute.amount_disputed), (calls[:2].ids, 1_400_000))
        self.assertEqual(dispute.description, "That was not me")
        [file] = dispute._customer_messages().attachment_ids
        self.assertEqual(
            (file.name, file.raw, file.res_model, file.res_id), ("Bill.pdf", PDF[1], dispute._name, dispute.id)
        )
        self.assertFalse(file.public)
        self.assertTrue(dispute.activity_ids.user_id._is_internal())
        self.assertIn(self.user_a.partner_id, dispute.message_partner_ids)

    def test_lines_of_an_invoice_become_one_and_the_rest_stays_payable(self):
        self.calls()
        invoice = self.invoice(self.customer_a)
        page = self.page_text(f"/my/disputes/new?invoice={invoice.id}", self.user_a)
        self.assertIn(f"Question lines of {invoice.name}", page)
        self.assertIn("1.40", page)
        dispute = self.dispute_of(self.open_dispute(items=invoice.invoice_line_ids, reason="price"))
        self.assertEqual((dispute.move_ids, dispute.amount_disputed), (invoice, 1_400_000))
        self.env.invalidate_all()
        self.assertEqual(invoice.call_undisputed_amount, 0)
        text = self.page_text(f"/my/disputes/new?invoice={invoice.id}", self.user_a)
        self.assertIn(f"questioned already, all or a part: dispute {dispute.id}", text)

    def test_what_is_questioned_cannot_be_ticked_again_and_the_message_says_where_it_is(self):
        calls = self.calls(2)
        dispute = self.dispute_of(self.open_dispute(calls[:1]))
        page = self.open("/my/disputes/new?calls=1", self.user_a).text
        self.assertEqual(re.findall(r'name="call"[^>]*value="(\d+)"', page), [str(calls[1].id)])
        self.assertIn(f"/my/disputes/{dispute.id}", page)
        problem = self.told(self.open_dispute(calls))
        self.assertIn(f"1 of these are questioned already, see dispute #{dispute.id}", problem)
        dispute.action_withdraw()
        self.assertNotEqual(self.dispute_of(self.open_dispute(calls)), dispute)

    def test_a_mistake_is_told_and_what_was_typed_is_kept(self):
        calls = self.calls(1)
        response = self.open_dispute(calls, reason="", text="Zwölf <b>Anrufe</b>", files=[("run.exe", b"MZ")])
        self.assertIn("Choose what is wrong", self.told(response))
        self.assertIn("Files have to be chosen again", response.text)
        self.assertIn("Zwölf &lt;b&gt;Anrufe&lt;/b&gt;</textarea>", response.text)
        self.assertRegex(response.text, rf'value="{calls.id}"[^>]*checked')
        for form, expected in (
            ({"text": " \n"}, "in your own words"),
            ({"text": "x" * 4001}, "4001 characters"),
            ({"reason": "nonsense"}, "Choose what is wrong"),
            ({"files": [("run.exe", b"MZ")]}, "run.exe cannot be sent"),
        ):
            self.assertIn(expected, self.told(self.open_dispute(calls, **form)))
        self.assertFalse(self.env["call.dispute"].search([("partner_id", "=", self.customer_a.id)]))

    def test_nothing_ticked_and_nothing_charged_are_told(self):
        free = self.calls(1, seconds=0, disposition="BUSY")
        self.assertIn("nothing is charged for it", self.page_text(f"/my/disputes/new?call={free.id}", self.user_a))
        self.assertIn("Nothing is charged for some", self.told(self.open_dispute(free)))
        none = self.send("/my/disputes/new", {"reason": "price", "text": "x"}, f"/my/disputes/new?call={free.id}")
        self.assertIn("Choose the calls or lines", self.told(none))
        self.assertIn("Tick at least one call", self.page_text("/my/disputes/new?calls=1&write=1", self.user_a))

    def test_a_form_that_is_sent_twice_opens_one_dispute(self):
        key = "k" * 32
        calls = self.calls(1)
        first = self.dispute_of(self.open_dispute(calls, key=key))
        self.assertEqual(self.dispute_of(self.open_dispute(calls, key=key)), first)
        self.assertEqual(self.env["call.dispute"].search_count([("portal_key", "=", key)]), 1)

    def test_no_more_than_twenty_are_opened_in_a_day(self):
        calls = self.calls(2)
        dispute = self.dispute_of(self.open_dispute(calls[:1]))
        for number in range(19):
            dispute.copy({"portal_key": f"key {number}", "state": "withdrawn"})
        self.assertIn("20 disputes were opened today", self.told(self.open_dispute(calls[1:])))

    def test_ticks_travel_from_page_to_page(self):
        calls = self.calls(3)
        self.patch(dispute_choice, "PAGE_SIZE", 1)
        url = f"/my/disputes/new?calls=1&call={calls[0].id}"
        page = self.open(url, self.user_a).text
        self.assertIn(f'type="hidden" name="call" value="{calls[0].id}"', page)
        place = re.search(r'name="place" value="([^"]+)"', page).group(1).replace("&gt;", "%3E")
        page = self.page_text(f"{url}&call={calls[2].id}&place={place}", self.user_a)
        self.assertIn("2 more ticked on other pages", page)
        page = self.open(f"{url}&call={calls[2].id}&write=1", self.user_a).text
        self.assertEqual(len(re.findall(r'name="call"[^>]*checked', page)), 2)

    def test_the_list_is_filtered_by_number_and_days(self):
        self.calls(1)
        self.calls(1, b="+46709990000")
        url = "/my/disputes/new?calls=1&show=1"
        both = self.page_text(url, self.user_a)
        self.assertTrue("+46701110" in both and "+46709990" in both)
        found = self.page_text(f"{url}&number=0999&to=2026-06-01", self.user_a)
        self.assertTrue("+46709990" in found and "+46701110" not in found)
        # a number is looked for in three months at a time, and the form shows which
        self.assertIn("no charged calls here", self.page_text(f"{url}&number=0999&to=2027-06-01", self.user_a))
        self.assertIn('value="2027-03-01"', self.open(f"{url}&number=1&to=2027-06-01", self.user_a).text)
        self.assertIn("no charged calls here", self.page_text(f"{url}&from=2026-05-05", self.user_a))
        self.assertNotIn("no charged calls here", self.page_text(f"{url}&from=2026-05-04&to=2026-05-04", self.user_a))
