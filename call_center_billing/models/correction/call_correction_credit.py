"""Single calls that are credited, taken off a bill or put on a later one; and goodwill that is about no call."""

from odoo import api, models
from odoo.exceptions import UserError

from ...money import MICRO, decimals_of, format_micro
from ..billing.change_document import make
from ..billing.statement_book import lock_sums
from ..tariff.call_promise import PER_CENT
from .repricing import FOUND

MILLION = 1_000_000
GOODWILL = "call_center_billing.product_call_goodwill"


class CallCorrection(models.Model):
    """Corrections whose new prices a person names."""

    _inherit = "call.correction"

    @api.model
    @api.private
    def _credit_calls(self, calls, reason, percent=100, amount=None, action="amount", **vals):
        """A computed correction that takes something off these calls.

        :param float percent: of what is charged for each
        :param int amount: micro-units off each call instead
        :param str action: as in `call.correction.line`: "amount", "drop" (no longer charged) or "move" (a later bill)
        :param vals: other values of the correction
        :raise UserError: more than is charged for a call, or calls that nothing is charged for
        """
        calls._check_credit()
        company = calls.company_id
        correction = self.sudo().create({"name": reason, "kind": "credit", "company_id": company.id, **vals})
        correction = correction.with_env(self.env)
        rows = [correction._credit_row(call, percent, amount, action) for call in calls.sudo()]
        correction._keep(rows, look_count=len(calls))
        return correction

    def _credit_row(self, call, percent, amount, action):
        old = call._net_amount()
        off = amount if amount is not None else _part(old, round(percent * PER_CENT))
        units_only = not old and not off and action != "move" and amount is None and call.bundle_units
        if (off > old or off <= 0) and not units_only:
            raise UserError(
                self.env._(
                    "%(call)s is charged at %(price)s: what is credited is more than 0 and not above that.",
                    call=call.display_name,
                    price=format_micro(old, max(2, decimals_of(old))),
                )
            )
        vals = dict.fromkeys(FOUND) | {
            "call_id": call.id,
            "partner_id": call.partner_id.id,
            "currency_id": call.currency_id.id,
            "started_at": call.started_at,
            "old_amount": old,
            "new_amount": old if action == "move" else old - off,
            # of a call that nothing is left of, the bill need not speak
            "action": "drop" if action == "amount" and off == old else action,
            "old_rate_id": call.rate_id.id or None,
            "old_line_id": call.statement_line_id.id,
            "destination_id": call.destination_id.id or None,
            "destination_class": call.destination_class or None,
        }
        if vals["action"] == "drop" and call.bundle_units:  # nothing is left of it: its units are given back
            vals |= {"bundle_units": 0, "bundle_takes": "[]"}
        return tuple(vals[name] for name in FOUND)

    @api.model
    @api.private
    def _give_goodwill(self, move, amount, reason, **vals):
        """A computed correction that takes an amount off an invoice, whatever its calls.

        :param account.move move: a draft, which gets a line; or posted, which gets a credit note
        :param float amount: in the invoice's currency, without tax
        """
        self._check_clerk()
        left = move.amount_untaxed - sum(move.reversal_move_ids.mapped("amount_untaxed"))
        if not 0 < amount <= left:
            raise UserError(
                self.env._(
                    "%(invoice)s charges %(left)s: goodwill is more than 0 and not above that.",
                    invoice=move.display_name,
                    left=move.currency_id.format(left),
                )
            )
        draft = move.state == "draft"
        names = {"name": reason, "kind": "invoice" if draft else "credit", "company_id": move.company_id.id}
        correction = self.sudo().create({**names, "move_id": move.id, "goodwill": amount, **vals})
        correction = correction.with_env(self.env)
        correction._keep([])
        return correction

    def _start(self):
        """Override: give the goodwill first."""
        if self.goodwill:
            lock_sums(self.env.cr, self.company_id)
            self._apply_goodwill()
        return super()._start()

    def _apply_goodwill(self):
        """The draft's line, or the credit note."""
        move = self.move_id
        texts = self.env(context=dict(self.env.context, lang=move.partner_id.lang))
        text = texts._("Goodwill: %(reason)s", reason=self.name)
        if move.state == "draft":
            self._add_goodwill_line(text)
            return
        item = move.invoice_line_ids.filtered(lambda line: line.display_type == "product").sorted("price_subtotal")[-1:]
        micro = round(self.goodwill * MICRO)
        make(move, [(item, -micro, text)], {"ref": text, "call_correction_id": self.id})

    def _add_goodwill_line(self, text):
        """On the order, too, so that it charges what the invoice does."""
        move = self.move_id
        first = move.invoice_line_ids.filtered(lambda line: line.sale_line_ids.call_statement_line_id)[:1]
        order = first.sale_line_ids.order_id[:1]
        product = self.env.ref(GOODWILL)
        order_line = self.env["sale.order.line"].create(
            {
                "order_id": order.id,
                "product_id": product.id,
                "name": text,
                "product_uom_qty": 1,
                "price_unit": -self.goodwill,
                "discount": 0,
                "tax_ids": [(6, 0, first.tax_ids.ids)],
            }
        )
        vals = order_line._prepare_invoice_line()
        move.write({"invoice_line_ids": [(0, 0, vals | {"account_id": first.account_id.id})]})

    def _after(self):
        """Override: the invoice's history tells who changed what, and why."""
        if self.move_id:
            self._tell_invoice()
        return super()._after()

    def _tell_invoice(self):
        move = self.move_id
        what = self.goodwill and self.env._("goodwill %s", move.currency_id.format(self.goodwill))
        what = what or self.env._("%(calls)s calls, %(sum)s", calls=self.line_count, sum=format_micro(self.difference))
        move.message_post(
            body=self.env._(
                "Changed by %(user)s: %(what)s. Reason: %(reason)s. It comes to %(total)s without tax now.",
                user=(self.computed_by_id or self.env.user).name,
                what=what,
                reason=self.name,
                total=move.currency_id.format(move.amount_untaxed),
            )
        )


def _part(amount, parts):
    """So many millionths of an amount, halves up."""
    return (2 * amount * parts + MILLION) // (2 * MILLION)
