"""Every menu that somebody sees leads somewhere: its action's views open, and show what there is to see."""

from lxml import etree

from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval, time

from ..common import BillingCase, line

ROOT = "call_center_billing.call_center_billing_menu_root"


@tagged("post_install", "-at_install")
class TestMenus(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        lines = (line("1.1/1"), line("1.2/1", a_number="46850001234"), line("1.3/1", b_number="4790000000"), "bad")
        cls.source._import_bytes("test.csv", "\n".join(lines).encode())
        cls.env["call.campaign"].create({"name": "Campaign", "code": "x", "partner_id": cls.acme.id})
        cls.env["call.discount"].create({"partner_id": cls.acme.id, "percent": 10, "date_from": "2026-01-01"})
        cls.env["call.trunk"].create({"name": "Trunk", "source_id": cls.source.id, "code": "b"})

    def _menus(self, user):
        """The menus below ours that the user sees and that have an action."""
        menus = self.env["ir.ui.menu"].with_user(user)
        visible = menus.browse(menus._visible_menu_ids())
        root = self.env.ref(ROOT)
        return visible.filtered(lambda menu: menu.action and menu.parent_path.startswith(root.parent_path))

    def _open(self, user, action):
        """Do what the web client does with an action: its views, then what is in them."""
        model = self.env[action.res_model].with_user(user)
        scope = {"uid": user.id, "active_id": False, "active_ids": [], "allowed_company_ids": self.company.ids}
        context = safe_eval(action.context or "{}", scope | {"time": time})
        domain = safe_eval(action.domain or "[]", scope | {"time": time, "context_today": time})
        model = model.with_context(**{key: value for key, value in context.items() if key != "group_by"})
        views = model.get_views([*action.views, (action.search_view_id.id or False, "search")], {"toolbar": True})
        for kind in ("list", "form", "kanban"):
            if kind in views["views"]:
                self._show(model, kind, views["views"][kind]["arch"], domain)

    def _show(self, model, kind, arch, domain):
        names = self._fields(arch)
        specification = {
            name: {"fields": {"display_name": {}}} if model._fields[name].relational else {} for name in names
        }
        if kind != "form":
            model.web_search_read(domain, specification, limit=80)
        elif model.has_access("create"):
            model.onchange({}, [], specification)
        if kind == "form" and not model._transient:
            model.search(domain, limit=3).web_read(specification)

    @staticmethod
    def _fields(arch):
        """The fields of a view itself, not of the lists and forms inside of it."""
        tree = etree.fromstring(arch)
        return {
            field.get("name") for field in tree.iter("field") if not any(True for _ in field.iterancestors("field"))
        }

    def test_every_visible_menu_opens_as_each_kind_of_user(self):
        seen = {}
        for group in ("sales", "clerk", "manager"):
            user = self._create_user(group)
            menus = self._menus(user)
            seen[group] = len(menus)
            for menu in menus:
                action = menu.action.sudo()
                with self.subTest(user=group, menu=menu.complete_name):
                    self.assertEqual(action.type, "ir.actions.act_window")
                    self._open(user, action)
        self.assertGreater(seen["sales"], 15)
        self.assertLess(seen["sales"], seen["clerk"])
        self.assertLess(seen["clerk"], seen["manager"])
