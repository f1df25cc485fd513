"""May this call take place? What a switch is told over HTTP."""

from odoo import fields
from odoo.tests import tagged

from .api_common import A_NUMBER, B_NUMBER, ApiCase


@tagged("post_install", "-at_install")
class TestAuthorize(ApiCase):
    def test_a_known_caller_with_money_is_admitted_for_as_long_as_it_lasts(self):
        answer = self._authorize("1.1")
        expected = {"decision": "allow", "reason": "ok", "max_seconds": 1000, "warn_at": 940, "prompt": None}
        self.assertEqual({name: answer[name] for name in expected}, expected)
        self.assertEqual(answer["account"], {"id": self.acme.id, "lang": self.acme.lang or None})
        self.assertEqual(answer["balance"], {"available": "10.00", "limit": "10.00", "currency": "USD"} | {
            "currency": self.company.currency_id.name})  # fmt: skip
        hold = self._hold("1.1")
        self.assertEqual((hold.id, hold.amount, hold.state), (answer["hold"], 10_000_000, "open"))
        self.assertEqual((self._available(), self.acme.call_reserved), (0, 10))

    def test_the_same_question_gets_the_same_answer_and_one_hold(self):
        first = self._authorize("1.1")
        self.assertEqual([self._authorize("1.1") for _again in range(3)], [first] * 3)
        self.assertEqual(self.env["call.hold"].search_count([("source_id", "=", self.source.id)]), 1)

    def test_calls_in_progress_are_read_by_their_index_though_plans_are_made_while_there_are_none(self):
        read = "SELECT sum(seq_scan) FROM pg_stat_xact_user_tables WHERE relname IN ('call_hold', 'call_denial')"
        self.env.cr.execute("ANALYZE call_hold")  # as autovacuum does, and finds nothing
        self.env.cr.execute(read)
        before = self.env.cr.fetchone()
        for _call in range(8):
            self._authorize(seconds=60)
        self.env.cr.execute(read)
        self.assertEqual(self.env.cr.fetchone(), before)

    def test_another_question_by_the_same_id_is_refused(self):
        self._authorize("1.1")
        response = self._ask("authorize", call_id="1.1", a_number=A_NUMBER, b_number="+46701110002")
        self.assertRefused(response, 409, "call_id")

    def test_calls_share_what_there_is(self):
        answers = [self._authorize(seconds=300) for _call in range(4)]
        self.assertEqual([answer["max_seconds"] for answer in answers], [300, 300, 300, 100])
        last = self._authorize(seconds=300)
        self.assertEqual((last["decision"], last["reason"], last["prompt"]["code"]), ("deny", "no_credit", "no_credit"))
        denial = self.env["call.denial"].search([("source_id", "=", self.source.id)])
        self.assertEqual((denial.partner_id, denial.reason, denial.decision), (self.acme, "no_credit", "deny"))

    def test_a_refusal_is_repeated_as_it_was(self):
        self.acme.call_credit_limit = 0
        first = self._authorize("1.1")
        self.acme.call_credit_limit = 10
        self.assertEqual(self._authorize("1.1"), first)
        self.assertEqual(self._authorize("1.2")["decision"], "allow")

    def test_asking_without_a_hold_leaves_nothing_behind(self):
        for number in (A_NUMBER, "+46850009999", "anonymous"):
            self._authorize("1.1", hold=False, a_number=number)
        self.assertFalse(self._hold("1.1"))
        self.assertFalse(self.env["call.denial"].search_count([("source_id", "=", self.source.id)]))
        self.assertEqual(self._available(), 10)

    def test_a_hold_that_has_expired_holds_nothing_back(self):
        self._authorize("1.1")
        self._grow_older("1.1", 3600 + 900 + 120)
        self.assertEqual(self._available(), 10)
        self.env["call.hold"]._cron_expire()
        self.assertEqual(self._hold("1.1").state, "expired")

    def test_tax_and_currency_are_reserved_too(self):
        self.product.taxes_id = self._tax(25)
        answer = self._authorize("1.1")
        hold = self._hold("1.1")
        self.assertEqual((answer["max_seconds"], hold.price, hold.amount), (800, 8_000_000, 10_000_000))

    def test_numbers_are_understood_by_the_source_s_rules(self):
        self.source.called_prefixes = "9"
        self.assertEqual(self._authorize("1.1", a_number="46812345678", b_number="90701110001")["decision"], "allow")
        self.assertEqual(self._hold("1.1").b_number, B_NUMBER)

    def test_a_number_without_a_price(self):
        answer = self._authorize(b_number="+4712345678")
        self.assertEqual((answer["decision"], answer["reason"]), ("deny", "no_rate"))
        self.assertEqual(answer["prompt"]["code"], "unknown_destination")

    def test_a_withheld_number_is_asked_for_a_pin(self):
        for word in ("anonymous", "", "Restricted"):
            answer = self._authorize(a_number=word)
            self.assertEqual((answer["decision"], answer["reason"]), ("ask_pin", "withheld"))
            self.assertEqual((answer["prompt"]["code"], answer["account"]), ("ask_pin", None))

    def test_the_account_s_policy_decides(self):
        self.acme.call_policy = "prepaid"
        self.assertEqual(self._authorize()["reason"], "no_credit")
        self._pay(6)
        self.assertEqual(self._authorize()["max_seconds"], 600)
        self.acme.write({"call_policy": "postpaid", "call_credit_policy": "unlimited"})
        answer = self._authorize()
        self.assertEqual((answer["max_seconds"], answer["balance"]["available"]), (3600, None))

    def test_a_minimum_must_be_there(self):
        self.acme.call_minimum_balance = 11
        answer = self._authorize()
        self.assertEqual((answer["reason"], answer["prompt"]["code"]), ("no_credit", "low_balance"))

    def test_blocked_accounts_and_numbers_hear_why(self):
        reason = self.env["call.block.reason"].search([("kind", "=", "rude")], limit=1)
        block = self.env["call.block"]._block(self.acme, "manual", reason)
        answer = self._authorize()
        self.assertEqual((answer["decision"], answer["reason"]), ("deny", "blocked"))
        self.assertEqual(answer["prompt"]["code"], "blocked_rude")
        block.with_user(self._create_user("clerk"))._lift("manual")
        self.assertEqual(self._authorize()["decision"], "allow")
        self.env["call.block"]._block("+46850009999", "manual", reason)
        self.assertEqual(self._authorize(a_number="+46850009999")["reason"], "blocked")

    def test_a_block_of_the_future_or_the_past_does_not_count(self):
        reason = self.env["call.block.reason"].search([], limit=1)
        vals = {"partner_id": self.acme.id, "reason_id": reason.id}
        self.env["call.block"].create([
            vals | {"date_from": "2020-01-01 00:00:00", "date_to": "2020-02-01 00:00:00"},
            vals | {"date_from": fields.Datetime.add(fields.Datetime.now(), days=1)},
        ])  # fmt: skip
        self.assertEqual(self._authorize()["decision"], "allow")

    def test_a_campaign_has_its_own_prices(self):
        dear = self._create_pricelist("Dear", self._create_card("Dear card", {"467": 6_000_000}))
        self.env["call.campaign"].create(
            {"name": "Spring", "partner_id": self.acme.id, "code": "S", "pricelist_id": dear.id}
        )
        self.assertEqual(self._authorize(hold=False)["max_seconds"], 1000)
        self.assertEqual(self._authorize(hold=False, account_code="S")["max_seconds"], 100)

    def test_a_card_that_charges_ringing_says_so(self):
        self.assertEqual(self._authorize(hold=False)["counted_from"], "answer")
        card = self._create_card("Ringing", {"467": 600_000}, charged_time="setup")
        self.acme.property_product_pricelist = self._create_pricelist("Ringing", card)
        self.assertEqual(self._authorize(hold=False)["counted_from"], "dial")


@tagged("post_install", "-at_install")
class TestTermsAreFresh(ApiCase):
    """What workers keep is forgotten when it changes."""

    def _seconds(self):
        return self._authorize(hold=False)["max_seconds"]

    def test_prices(self):
        self.assertEqual(self._seconds(), 1000)
        self._publish(self.card, valid_from="2026-01-02 00:00:00", price=1_200_000)
        self.assertEqual(self._seconds(), 500)

    def test_price_lists(self):
        self.assertEqual(self._seconds(), 1000)
        item = {"applied_on": "3_global", "compute_price": "percentage", "percent_price": 50}
        self.pricelist.item_ids = [(0, 0, item)]
        self.assertEqual(self._seconds(), 2000)
        self.pricelist.item_ids.percent_price = -100
        self.assertEqual(self._seconds(), 500)
        self.pricelist.item_ids.unlink()
        self.assertEqual(self._seconds(), 1000)

    def test_discounts_of_the_customer(self):
        self.assertEqual(self._seconds(), 1000)
        vals = {"partner_id": self.acme.id, "percent": 50, "date_from": "2026-01-01"}
        discount = self.env["call.discount"].create(vals)
        self.assertEqual(self._seconds(), 2000)
        discount.percent = 20
        self.assertEqual(self._seconds(), 1250)
        discount.active = False
        self.assertEqual(self._seconds(), 1000)

    def test_the_customer_s_own_list_group_and_number(self):
        dear = self._create_pricelist("Dear", self._create_card("Dear card", {"467": 6_000_000}))
        self.assertEqual(self._seconds(), 1000)
        number = self.env["call.number"].search([("partner_id", "=", self.acme.id)])
        number.pricelist_id = dear
        self.assertEqual(self._seconds(), 100)
        number.pricelist_id = False
        self.acme.specific_property_product_pricelist = False
        group = self.env["call.customer.group"].create({"name": "Few", "pricelist_id": dear.id})
        self.acme.call_group_id = group
        self.assertEqual(self._seconds(), 100)
        group.pricelist_id = self.pricelist
        self.assertEqual(self._seconds(), 1000)

    def test_taxes(self):
        tax = self._tax(25)
        self.product.taxes_id = tax
        self.assertEqual(self._seconds(), 800)
        tax.amount = 100
        self.assertEqual(self._seconds(), 500)

    def test_settings_of_the_source(self):
        self.assertEqual(self._authorize(hold=False)["if_unavailable"], "deny")
        self.source.write({"admission_down": "allow", "admission_seconds": 60})
        self.assertEqual(self._authorize(hold=False)["if_unavailable"], "allow")
        self.assertEqual(self._seconds(), 60)

    def test_the_price_of_a_call_is_the_price_that_was_reserved(self):
        self.acme.property_account_position_id = False
        answer = self._authorize("1.1")
        self._grow_older("1.1", answer["max_seconds"])
        ended = self._told("end", call_id="1.1", talk_seconds=answer["max_seconds"])
        self.assertEqual(ended["charged"], "10.00")
        self.assertEqual(self._available(), 0)


@tagged("post_install", "-at_install")
class TestUnknownCallers(ApiCase):
    def setUp(self):
        super().setUp()
        self.company.call_starting_credit = 6
        self.company.call_pricelist_id = self.pricelist
        sweden = self.env.ref("base.se").id
        self.register = self.env["call.directory"].create({"name": "People", "country_id": sweden})

    def _subscriber(self, number, **vals):
        address = {"name": "Berit Björk", "street": "Storgatan 1", "zip": "111 22", "city": "Stockholm"} | vals
        self.env["call.directory.entry"].create({"directory_id": self.register.id, "number": number, **address})

    def test_who_is_in_the_register_is_admitted_at_once(self):
        self._subscriber("+46850007777")
        answer = self._authorize("1.1", a_number="08-500 077 77")
        self.assertEqual((answer["decision"], answer["max_seconds"]), ("allow", 600))
        account = self.env["res.partner"].browse(answer["account"]["id"])
        self.assertEqual((account.name, account.call_opened_by), ("Berit Björk", "directory"))
        self.assertEqual(self._authorize("1.1", a_number="08-500 077 77")["hold"], answer["hold"])
        self.assertEqual(self._authorize("1.2", a_number="08-500 077 77")["account"], answer["account"])

    def test_who_is_not_is_sent_to_customer_service(self):
        answer = self._authorize(a_number="+46850008888")
        self.assertEqual((answer["decision"], answer["reason"]), ("transfer", "unknown_number"))
        self.assertEqual(answer["prompt"]["code"], "transfer")
        self.assertTrue(self.env["call.directory.task"].search([("number", "=", "+46850008888")]))

    def test_a_withheld_number_is_looked_up_nowhere(self):
        before = self.env["call.directory.lookup"].search_count([])
        self.assertEqual(self._authorize(a_number="anonymous")["decision"], "ask_pin")
        self.assertEqual(self.env["call.directory.lookup"].search_count([]), before)
