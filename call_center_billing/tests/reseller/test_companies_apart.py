"""Several operators in one database see nothing of each other, in whatever model."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import new_test_user

from ..common import BillingCase, line

ROLES = ("sales", "clerk", "manager", "switch")


class TestCompaniesApart(BillingCase):
    """Found in the registry, so that a model that comes later and has no rule fails here."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.env["res.company"].create({"name": "Other operator", "country_id": cls.env.ref("base.se").id})
        cls.strangers = {role: cls._create_member(role, cls.other) for role in ROLES}
        cls.members = {role: cls._create_member(role, cls.company) for role in ROLES}

    @classmethod
    def _create_member(cls, role, company):
        group = f"call_center_billing.call_center_billing_group_{role}"
        companies = {"company_id": company.id, "company_ids": [(6, 0, company.ids)]}
        return new_test_user(cls.env, f"apart_{role}_{company.id}", f"base.group_user,{group}", **companies)

    def _models(self):
        """Models of ours with rows of a company: {name: path to the company}."""
        names = [name for name in self.env.registry if name.startswith("call.")]
        models = {name: self.env[name] for name in names}
        kept = {name: model for name, model in models.items() if not (model._abstract or model._transient)}
        paths = {name: "company_id" for name, model in kept.items() if "company_id" in model._fields}
        found = True
        while found:
            found = {
                name: f"{field.name}.{paths[field.comodel_name]}"
                for name, model in kept.items()
                if name not in paths
                for field in model._fields.values()
                if field.type == "many2one" and field.store and field.required and field.comodel_name in paths
            }
            paths |= found
        return paths

    def _readable(self, name, user):
        return self.env["ir.model.access"].with_user(user).check(name, "read", raise_exception=False)

    def _record_of(self, name, path, company):
        """A record that is in no table, of a company."""
        first, _dot, rest = path.partition(".")
        if not rest:
            return self.env[name].sudo().new({first: company.id})
        parent = self._record_of(self.env[name]._fields[first].comodel_name, rest, company)
        return self.env[name].sudo().new({first: parent})

    def test_every_model_with_a_company_has_a_rule(self):
        models = self._models()
        self.assertLess({"call.number", "call.record", "call.statement.line", "call.rate", "call.hold"}, set(models))
        open_to_all = set()
        for name, path in models.items():
            theirs = self._record_of(name, path, self.company)
            for role, user in self.strangers.items():
                if not self._readable(name, user):
                    continue
                domain = self.env["ir.rule"].with_user(user)._compute_domain(name, "read")
                if theirs.filtered_domain(domain):
                    open_to_all.add((name, role))
        self.assertFalse(open_to_all)

    def _make_world(self):
        """Something of the first company in as many models as a few steps reach."""
        self.source.action_new_push_key()
        trunk = {"name": "Out", "source_id": self.source.id, "code": "b"}
        self.env["call.trunk"].create(trunk)
        self._import(line("1.1/1"), line("1.2/1", a_number="46899999999"), line("1.3/1", b_number="900"), "garbage")
        self.env["call.campaign"].create({"name": "Club", "code": "c", "partner_id": self.acme.id})
        self.env["call.discount"].create({"partner_id": self.acme.id, "percent": 5, "date_from": "2026-01-01"})
        self.env["call.pin"]._issue(self.acme)
        reason = self.env["call.block.reason"].search([], limit=1)
        self.env["call.block"].create({"partner_id": self.acme.id, "reason_id": reason.id})
        now = fields.Datetime.now()
        hold = {"source_id": self.source.id, "call_id": "x", "partner_id": self.acme.id, "begun_at": now}
        hold |= {"company_id": self.company.id, "expires_at": now + timedelta(hours=1)}
        self.env["call.hold"].create(hold)
        self.card.company_id = self.company
        self.env.flush_all()

    def test_users_of_one_company_find_nothing_of_the_other(self):
        self._make_world()
        seen = set()
        for name, path in self._models().items():
            theirs = self.env[name].sudo().with_context(active_test=False).search([(path, "=", self.company.id)])
            if not theirs:
                continue
            for role, stranger in self.strangers.items():
                if not self._readable(name, stranger):
                    continue
                if theirs.with_user(self.members[role]).search_count([("id", "in", theirs.ids)]):
                    seen.add(name)
                found = theirs.with_user(stranger).with_context(active_test=False).search([("id", "in", theirs.ids)])
                self.assertFalse(found, f"{role}: {name}")
                with self.assertRaises(AccessError, msg=f"{role}: {name}"):
                    theirs[:1].with_user(stranger).with_context(active_test=False).check_access("read")
        wanted = {"call.number", "call.record", "call.statement", "call.import", "call.source", "call.rate.card"}
        self.assertLessEqual(wanted | {"call.hold", "call.block", "call.pin", "call.discount", "call.campaign"}, seen)

    def test_users_of_one_company_change_nothing_of_the_other(self):
        self._make_world()
        manager = self.strangers["manager"]
        for record, vals in (
            (self.acme.call_number_ids, {"label": "x"}),
            (self.source, {"name": "x"}),
            (self.card, {"name": "x"}),
            (self.card.version_ids.rate_ids, {"price": 1}),
            (self.acme.call_campaign_ids, {"name": "x"}),
            (self.acme.call_discount_ids, {"percent": 1}),
        ):
            with self.assertRaises(AccessError, msg=record._name):
                record.with_user(manager).write(vals)
        with self.assertRaises(AccessError):
            self.env["call.number"].with_user(manager).create(
                {"number": "+46850000077", "partner_id": self.acme.id, "company_id": self.company.id}
            )

    def test_one_number_may_be_of_each_company_and_calls_go_by_the_source(self):
        """The same number with two operators is two customers' business."""
        theirs = self.env["res.partner"].create({"name": "Theirs", "company_id": self.other.id})
        number = {"number": "+46812345678", "partner_id": theirs.id, "valid_from": "2026-01-01 00:00:00"}
        self.env["call.number"].create(number | {"company_id": self.other.id})
        switch = {"name": "Theirs", "timezone": "UTC", "country_id": self.env.ref("base.se").id}
        source = self.env["call.source"].create(switch | {"company_id": self.other.id})
        mine = self._calls(self._import(line("1.1/1")))
        other = self._calls(self._import(line("1.1/1"), source=source))
        self.assertEqual((mine.partner_id, other.partner_id), (self.acme, theirs))
        self.assertEqual((other.company_id, other.state, other.reason), (self.other, "unrated", "no_card"))

    def test_a_key_asks_for_its_own_company(self):
        """The switch of the other operator knows neither number nor account."""
        switch = {"name": "Theirs", "timezone": "UTC", "country_id": self.env.ref("base.se").id}
        source = self.env["call.source"].create(switch | {"company_id": self.other.id})
        key = source.action_new_push_key()["context"]["default_key"]
        own = self.source.action_new_push_key()["context"]["default_key"]
        admission = self.env["call.admission"]
        stranger, member = admission.env["call.source"]._api_source(key), admission.env["call.source"]._api_source(own)
        self.assertEqual((stranger.company_id, member.company_id), (self.other.id, self.company.id))
        self.assertEqual(admission._balance_of(member, a_number="+46812345678")["account"]["id"], self.acme.id)
        for asked in ({"a_number": "+46812345678"}, {"account": self.acme.id}):
            with self.assertRaisesRegex(Exception, "no such account"):
                admission._balance_of(stranger, **asked)
