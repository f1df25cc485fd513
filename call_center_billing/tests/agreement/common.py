"""What the tests of agreements have in common: a plan, its article, and a quotation of it."""

from ..plan.common import COIN, PlanCase

DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


class AgreementCase(PlanCase):
    """Acme is offered a plan of 300 a month and 500 once, at a price list of its own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan = cls._create_plan(("setup", 500, {"sequence": 1}), ("recurring", 300, {"sequence": 2}))
        cls.article = cls._create_article("Office plan", call_plan_id=cls.plan.id)
        cls.offered = cls._create_pricelist("Offered", cls._create_card("Offered card", {"467": 500_000}))
        cls.terms = cls.env.ref("account.account_payment_term_30days")
        cls.acme.email = "acme@example.com"

    @classmethod
    def _quotation(cls, **line):
        vals = {"product_id": cls.article.id, "product_uom_qty": 1, **line}
        return cls.env["sale.order"].create(
            {
                "partner_id": cls.acme.id,
                "pricelist_id": cls.offered.id,
                "payment_term_id": cls.terms.id,
                "order_line": [(0, 0, vals)],
            }
        )

    @classmethod
    def _agreement(cls, order=None, **vals):
        """The draft that is made of a quotation."""
        order = order or cls._quotation()
        order.action_call_agreement()
        order.call_agreement_id.write(vals)
        return order.call_agreement_id

    def _amounts(self, agreement):
        charges = agreement.subscription_ids.charge_ids
        return {(charge.kind, f"{charge.date_from}"): charge.amount / COIN for charge in charges}
