"""/my/disputes: what the customer reads, writes, withdraws and pays."""

from odoo.tests import tagged

from ...models.dispute import call_dispute_customer
from .common import DisputePageCase


@tagged("post_install", "-at_install")
class TestDisputePage(DisputePageCase):
    def _told_page(self, dispute):
        return self.page_text(f"/my/disputes/{dispute.id}", self.user_a)

    def _answer(self, dispute, text, files=()):
        url = f"/my/disputes/{dispute.id}"
        return self.send(f"{url}/answer", {"text": text}, url, files=files)

    def _settle(self, dispute, how, **vals):
        wizard = self.env["call.dispute.settle"].create(
            {"dispute_id": dispute.id, "how": how, "answer": "You are right", **vals}
        )
        wizard.action_settle()

    def test_the_list_and_the_page_tell_state_calls_and_sums(self):
        self.assertIn("You have questioned nothing", self.page_text("/my/disputes", self.user_a))
        dispute = self.opened(2)
        text = self.page_text("/my/disputes", self.user_a)
        for expected in (f"Dispute {dispute.id} 2 calls", "Calls I did not make", "Received", "answer by"):
            self.assertIn(expected, text)
        self.assertRegex(text, r"\D1\.40\b")
        text = self._told_page(dispute)
        for expected in ("That was not me", "+46812345678 → +46701110", "05/04/2026 12:00:00 PM", "We answer by"):
            self.assertIn(expected, text)
        dispute.action_review()
        self.assertIn("We are looking into it", self._told_page(dispute))

    def test_the_undisputed_part_is_paid_with_one_button(self):
        calls = self.calls(2)
        invoice = self.invoice(self.customer_a)
        dispute = self.dispute_of(self.open_dispute(calls[:1]))
        text = self._told_page(dispute)
        half = invoice.call_undisputed_amount
        self.assertRegex(text, rf"Payable now \D*{half:.2f} Pay \D*{half:.2f}")
        form = {"group": f"{invoice.company_id.id}-{invoice.currency_id.id}", "how": "ticked", "tick": str(invoice.id)}
        answer = self.send("/my/pay", form, f"/my/disputes/{dispute.id}")
        self.assertEqual(answer.status_code, 303)
        intent = self.env["call.pay.intent"].search([("partner_id", "=", self.customer_a.id)])
        self.assertAlmostEqual(intent.amount, half)

    def test_customers_see_messages_and_answers_but_no_notes(self):
        dispute = self.opened()
        self.say(dispute, "A liar, maybe", "mail.mt_note")
        self.say(dispute, "Which telephone?")
        self.assertEqual(self._answer(dispute, "The old one\nfrom 1990").status_code, 303)
        text = self._told_page(dispute)
        self.assertNotIn("liar", text)
        self.assertLess(text.index("Which telephone?"), text.index("The old one from 1990"))
        message = dispute._customer_messages()[-1]
        self.assertEqual(message.author_id, self.user_a.partner_id)
        self.assertIn("Write something", self.told(self._answer(dispute, " ")))
        self.patch(call_dispute_customer, "WRITTEN_A_DAY", 1)
        response = self._answer(dispute, "Once more")
        self.assertIn("written very much today", self.told(response))
        self.assertIn("Once more</textarea>", response.text)

    def test_files_are_downloaded_by_the_account_and_never_opened(self):
        dispute = self.opened()
        self._answer(dispute, "", files=[("Log.txt", b"busy")])
        [file] = dispute._customer_messages().attachment_ids
        url = f"/my/disputes/{dispute.id}/files/{file.id}"
        response = self.open(url, self.user_a)
        self.assertEqual((response.status_code, response.content), (200, b"busy"))
        self.assertIn("attachment", response.headers["Content-Disposition"])
        self.assertEqual(response.headers["X-Content-Type-Options"], "nosniff")
        self.assertEqual(self.open(url, self.user_b).status_code, 404)
        hidden = self.env["ir.attachment"].create(
            {"name": "note.txt", "raw": b"x", "res_model": dispute._name, "res_id": dispute.id}
        )
        self.assertEqual(self.open(url.replace(str(file.id), str(hidden.id)), self.user_a).status_code, 404)

    def test_an_answer_that_waits_for_a_manager_is_not_shown_and_cannot_be_withdrawn(self):
        dispute = self.opened()
        dispute.write({"answer": "You are right", "state": "review"})
        self.env["call.correction"].create({"name": "x", "dispute_id": dispute.id, "company_id": dispute.company_id.id})
        text = self._told_page(dispute)
        self.assertNotIn("You are right", text)
        self.assertNotIn("Withdraw the dispute", text)
        url = f"/my/disputes/{dispute.id}"
        self.assertIn("decided already", self.told(self.send(f"{url}/withdraw", {}, url)))

    def test_the_end_is_told_and_a_later_word_reaches_a_person(self):
        dispute = self.opened()
        self._settle(dispute, "reject")
        text = self._told_page(dispute)
        self.assertTrue("Answered" in text and "Our answer You are right" in text and "Say how we handled it" in text)
        self.assertFalse(dispute.activity_ids)
        self._answer(dispute, "I do not agree")
        self.assertEqual(dispute.activity_ids.summary, "The customer writes about a closed dispute")
        other = self.opened()
        self._settle(other, "credit")
        self.assertEqual(other.state, "settled")
        self.assertRegex(self._told_page(other), r"Given back \D*0\.70")

    def test_a_dispute_is_withdrawn(self):
        calls = self.calls(1)
        self.invoice(self.customer_a)
        dispute = self.dispute_of(self.open_dispute(calls))
        url = f"/my/disputes/{dispute.id}"
        self.assertEqual(self.send(f"{url}/withdraw", {}, url).status_code, 303)
        self.assertEqual(dispute.state, "withdrawn")
        self.assertNotIn("Withdraw the dispute", self._told_page(dispute))
        self.assertIn("decided already", self.told(self.send(f"{url}/withdraw", {}, url)))

    def test_mails_lead_customers_to_the_page(self):
        dispute = self.opened()
        groups = dispute._notify_get_recipients_groups(self.env["mail.message"], "Dispute", msg_vals={})
        [portal] = [values for name, _chosen, values in groups if name == "portal"]
        self.assertTrue(portal["active"] and portal["button_access"]["url"].endswith(f"/my/disputes/{dispute.id}"))

    def test_the_home_page_has_a_card_for_who_was_charged_something(self):
        self.calls(1)
        for user, count in ((self.user_a, 1), (self.user_b, 0)):
            self.authenticate(user.login, user.login)
            found = self.make_jsonrpc_request("/my/counters", {"counters": ["call_dispute_count"]})
            self.assertEqual(found, {"call_dispute_count": count})

    def test_queries_do_not_grow_with_calls(self):
        few = self.opened(2)
        first = {url: self.queries_of(url, self.user_a) for url in self._pages(few)}
        many = self.opened(12, seconds=61)
        for (url, before), again in zip(first.items(), self._pages(many), strict=True):
            self.assertLessEqual(self.queries_of(again, self.user_a), before + 3, url)
            self.assertLessEqual(before, 60, url)

    def _pages(self, dispute):
        return "/my/disputes", f"/my/disputes/{dispute.id}", "/my/disputes/new?calls=1", "/my/disputes/new"
