"""Many at once, over connections of their own: an account never uses more than it has."""

import threading
from concurrent.futures import ThreadPoolExecutor

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, get_db_name, tagged

from ...cdr import Number
from ...models.admission.question import Question

CALLS = 50
CALLED = "+46701110001"


@tagged("post_install", "-at_install")
class TestParallel(BaseCase):
    """What is made here is committed, for that is what it is about, and taken away afterwards."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        self.made = []
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})
            self._make(env)
            self.source = env["call.source"]._kept_api_source("digest of a test")
        self.addCleanup(self._clean)

    def _make(self, env):
        sweden = env.ref("base.se")
        product = env.ref("call_center_billing.product_call_mobile")
        self.company_limits = env.company.read(["call_total_channels"])[0]["call_total_channels"]
        destination = self._new(env, "call.destination", name="Mobile (parallel)", destination_class="mobile",
                                product_id=product.id)  # fmt: skip
        rates = [(0, 0, {"prefix": "4670111", "destination_id": destination.id, "price": 1_000_000})]
        version = {"valid_from": "2026-01-01 00:00:00", "rate_ids": rates}
        card = self._new(env, "call.rate.card", name="Parallel", currency_id=env.company.currency_id.id,
                         version_ids=[(0, 0, version)])  # fmt: skip
        card.version_ids.action_publish()
        pricelist = self._new(env, "product.pricelist", name="Parallel", call_rate_card_id=card.id)
        source = self._new(env, "call.source", name="Parallel", country_id=sweden.id, push_digest="digest of a test")
        self.partners = []
        for number in range(2):
            partner = self._new(env, "res.partner", name=f"Parallel {number}", country_id=sweden.id,
                                call_credit_limit=10, property_product_pricelist=pricelist.id)  # fmt: skip
            vals = {"number": f"+4685550000{number}", "valid_from": "2026-01-01 00:00:00"}
            self._new(env, "call.number", partner_id=partner.id, **vals)
            self.partners.append(partner.id)
        self.source_id = source.id

    def _new(self, env, model, **vals):
        record = env[model].create(vals)
        self.made.append(record)
        return record

    def _clean(self):
        with self.registry.cursor() as cr:
            for table in ("call_hold", "call_denial"):
                cr.execute(f"DELETE FROM {table} WHERE source_id = %s", (self.source_id,))
            env = api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})
            cr.execute("UPDATE call_rate_version SET state = 'draft' WHERE card_id = %s", (self.made[1].id,))
            env.company.call_total_channels = self.company_limits
            for record in reversed(self.made):
                env[record._name].browse(record.id).unlink()

    def _set(self, partner, **vals):
        with self.registry.cursor() as cr:
            api.Environment(cr, SUPERUSER_ID, {})["res.partner"].browse(partner).write(vals)

    def _ask_all(self, questions):
        """All questions at once, each over its own connection; their answers."""
        ready = threading.Barrier(len(questions))

        def ask(question):
            ready.wait()
            with self.registry.cursor() as cr:
                return api.Environment(cr, SUPERUSER_ID, {})["call.admission"]._authorize(self.source, question)

        with ThreadPoolExecutor(len(questions)) as threads:
            return list(threads.map(ask, questions))

    def _question(self, call_id, number=0, seconds=60):
        caller = Number(f"+4685550000{number}", "e164")
        return Question(call_id, caller, Number(CALLED, "e164"), seconds=seconds)

    def _reasons(self, answers):
        reasons = [answer["reason"] for answer in answers]
        return {reason: reasons.count(reason) for reason in set(reasons)}

    def _reserved(self, partner):
        with self.registry.cursor() as cr:
            cr.execute("SELECT count(*), sum(amount) FROM call_hold WHERE partner_id = %s", (partner,))
            return cr.fetchone()

    def test_fifty_at_once_on_ten_crowns_get_what_ten_crowns_pay(self):
        answers = self._ask_all([self._question(f"p.{call}") for call in range(CALLS)])
        self.assertEqual(self._reasons(answers), {"ok": 10, "no_credit": 40})
        self.assertEqual(self._reserved(self.partners[0]), (10, 10_000_000))

    def test_two_accounts_do_not_share(self):
        questions = [self._question(f"q.{call}", call % 2) for call in range(CALLS)]
        self.assertEqual(self._reasons(self._ask_all(questions)), {"ok": 20, "no_credit": 30})
        self.assertEqual([self._reserved(partner) for partner in self.partners], [(10, 10_000_000)] * 2)

    def test_an_odd_rest_is_used_to_the_last_second(self):
        answers = self._ask_all([self._question(f"r.{call}", seconds=90) for call in range(CALLS)])
        self.assertEqual(sorted(answer["max_seconds"] for answer in answers)[-7:], [60] + [90] * 6)
        self.assertEqual(self._reserved(self.partners[0]), (7, 10_000_000))

    def test_one_call_asked_for_fifty_times_at_once_is_one_call(self):
        answers = self._ask_all([self._question("s.1")] * CALLS)
        self.assertEqual(len({answer["hold"] for answer in answers}), 1)
        self.assertEqual(self._reserved(self.partners[0]), (1, 1_000_000))

    def test_calls_at_once_are_counted_at_once(self):
        self._set(self.partners[0], call_max_channels=3)
        answers = self._ask_all([self._question(f"t.{call}") for call in range(CALLS)])
        self.assertEqual(self._reasons(answers), {"ok": 3, "channel_limit": 47})

    def test_a_limit_of_everybody_is_counted_over_all_accounts(self):
        with self.registry.cursor() as cr:
            cr.execute("SELECT count(*) FROM call_hold WHERE state = 'open' AND expires_at > now()")
            others = cr.fetchone()[0]
            env = api.Environment(cr, SUPERUSER_ID, {})
            env.company.call_total_channels = others + 5
            self.source = env["call.source"]._kept_api_source("digest of a test")
        questions = [self._question(f"u.{call}", call % 2) for call in range(CALLS)]
        self.assertEqual(self._reasons(self._ask_all(questions)), {"ok": 5, "channel_limit": 45})
