"""Each event is told once, in the customer's language, or it is told why not."""

from odoo.tests import tagged

from ...models.notice.samples import SAMPLES
from .common import NoticeCase


@tagged("post_install", "-at_install")
class TestNotice(NoticeCase):
    def test_each_event_has_a_text_in_the_customers_language(self):
        self.env["res.lang"]._activate_lang("sv_SE")
        self.env["res.lang"]._activate_lang("en_US")
        self.company.currency_id = self.env.ref("base.SEK")
        events = self.env["call.notice.event"].search([])
        self.assertEqual(set(events.mapped("code")), set(SAMPLES))
        for lang, words in (("en_US", ("12/22/2026", "kr")), ("sv_SE", ("2026-12-22", "kr"))):
            self.acme.lang = lang
            for event in events:
                (event.usual or event.write({"choice": "on"}))
                self.acme._call_notify(event.code, f"test-{lang}", values=SAMPLES[event.code])
            self._run()
            made = self._notices().filtered(lambda each, lang=lang: each.key == f"test-{lang}")
            self.assertEqual(set(made.mapped("state")), {"queued"}, made.mapped("error"))
            self.assertEqual(len(self._mails(made)), len(events))
            for notice in made:
                self.assertNotIn("object.", notice.body)
                self.assertIn(self.company.name, notice.subject)
            invoice = made.filtered(lambda each: each.event_id.code == "invoice")
            for word in words:
                self.assertIn(word, invoice.body)
