"""What something would cost, before anybody does it.

It is done, looked at and undone in one step, by the code that does it in earnest: so what is shown is what comes.
Nothing of it is kept, and nobody else sees it.
"""

from datetime import timedelta

from odoo import api, models
from odoo.tools import formatLang

from ...money import MICRO
from ..run.inspection import Inspection


class Undone(Exception):
    """Takes back what was tried."""


class CallSubscription(models.Model):
    """Trying things out."""

    _inherit = "call.subscription"

    @api.model
    @api.private
    def _foresee(self, act):
        """What comes of something that is undone at once.

        :param act: is given this model to act in; returns plain values, for records are gone afterwards
        """
        found = None
        quiet = {"tracking_disable": True, "mail_create_nolog": True, "mail_notrack": True, "call_foresee": True}
        try:
            with self.env.cr.savepoint():
                found = act(self.with_context(**quiet))
                raise Undone
        except Undone:
            return found

    @api.private
    def _cost_of_change(self, kind, day, **values):
        """What a change would charge and credit on its day.

        :param values: see `_order_step`
        :return: {'lines': [{name, amount, …}], 'amount': micro-units without tax, 'fee': of leaving early}
        :raise UserError: it cannot be done
        """
        self.ensure_one()
        self.check_access("read")

        def act(model):
            subscription = model.sudo().browse(self.id)
            subscription._check_step(kind, day, **values)
            today = subscription._local_today()
            before = subscription._charges_before(day, today)
            step = (
                model.env["call.subscription.step"].sudo().create(subscription._prepare_step_vals(kind, day, **values))
            )
            if kind == "cancel":
                step._give_notice()
            step._carry_out(max(day, today))
            made = subscription.charge_ids - before
            lines = [charge._cost_line() for charge in made.sorted(lambda charge: (charge.amount >= 0, charge.id))]
            return {"lines": lines, "amount": sum(line["amount"] for line in lines), "fee": step.fee}

        return self._foresee(act)

    def _charges_before(self, day, today):
        """What there is of charges when the change's day comes: what is due by the day before is made."""
        self._charge_until(today if day <= today else day - timedelta(days=1))
        return self.charge_ids

    @api.model
    def _foreseen_start(self, vals, first_day):
        """What a new subscription's first invoice would come to.

        :param dict vals: of the subscription, with its items
        :return: see `call.statement._foreseen`
        """

        def act(model):
            subscription = model.sudo().create(vals)
            subscription._start(first_day)
            first = subscription.charge_ids.statement_id.sorted("date_from")[:1]
            end = first.date_to or subscription._next_period(first_day)
            subscription._charge_until(end)
            first = first or subscription.charge_ids.statement_id.sorted("date_from")[:1]
            return first._foreseen(subscription.charge_ids)

        return self._foresee(act)

    @api.private
    def _preview_next_invoice(self):
        """The account's next invoice in the subscription's currency, as it would be by now: see `res.partner`."""
        self.ensure_one()
        return self.partner_id._preview_next_invoice(self.company_id, self.currency_id)

    def _money(self, amount):
        """An amount in micro-units as text, in the subscription's currency."""
        return self._in_currency(amount, self.currency_id)

    def _in_currency(self, amount, currency):
        return formatLang(self.env, amount / MICRO, currency_obj=currency)


class CallStatement(models.Model):
    """What its invoice would come to."""

    _inherit = "call.statement"

    def _foreseen(self, charges=None):
        """Lines and sums of the invoice that these statements would come to.

        :param call.charge charges: of these only; None: everything, calls too
        :return: {'lines': […], 'untaxed', 'tax', 'total': micro-units, 'date_from', 'date_to'}; nothing: no lines
        """
        statement = self[:1]
        lines = statement._charged_lines()
        if charges is not None:
            lines = lines.filtered(lambda line: line.charge_id in charges)
        run = self.env["call.billing.run"].sudo().new({"company_id": statement.company_id.id})
        untaxed, tax = Inspection(run, statement).totals_of(statement, lines) if lines else (0, 0)
        return {
            "lines": [line._cost_line() for line in lines],
            "untaxed": untaxed,
            "tax": tax,
            "total": untaxed + tax,
            "date_from": statement.date_from,
            "date_to": statement.date_to,
        }


class CallStatementLine(models.Model):
    """A line as previews show it."""

    _inherit = "call.statement.line"

    def _cost_line(self):
        self.ensure_one()
        if self.charge_id:
            return self.charge_id._cost_line()
        return {
            "kind": "calls",
            "article": self.product_id.display_name,
            "name": self.band,
            "quantity": self.call_count,
            "amount": self.amount,
        }


class CallCharge(models.Model):
    """A charge as previews show it."""

    _inherit = "call.charge"

    def _cost_line(self):
        self.ensure_one()
        return {
            "kind": self.kind,
            "article": self.product_id.display_name,
            "name": self.name,
            "quantity": self.quantity,
            "amount": self.amount,
        }
