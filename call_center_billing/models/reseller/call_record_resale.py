"""The rows of one call: what its customer pays, and what its resellers pay for it."""

from itertools import pairwise

from odoo import models

from ..mediation.costing import COST_COLUMNS
from ..mediation.pipeline import COLUMNS
from ..mediation.resale import SAME, resale_cost, resale_rows
from ..mediation.resale_chain import DEPTH, MARK, call_identity
from ..mediation.store_names import STORE
from ..tariff.exchange import Exchange

#: what the next row's cost follows from
PRICED = ("state", "currency_id", "rate_id", "started_at")
LEVELS = ", ".join(f"base || '{MARK}{level}'" for level in range(1, DEPTH + 1))
FAMILY = f"""
SELECT DISTINCT row.id, COALESCE(row.wholesale_level, 0), row.started_at
  FROM {STORE} call
 CROSS JOIN LATERAL (SELECT split_part(call.identity, '{MARK}', 1) AS base) cut
  JOIN {STORE} row ON row.source_id = call.source_id AND row.started_at = call.started_at
                  AND row.identity IN (base, {LEVELS})
 WHERE call.id = ANY(%s)
 ORDER BY 2, row.id
"""


class CallRecord(models.Model):
    """Kept in step when one of them changes."""

    _inherit = "call.record"

    def _resale_family(self):
        """All rows of these calls, if resellers have a part in them."""
        if not self:
            return self
        self.flush_model()
        self.env.cr.execute(FAMILY, (self.ids,))
        rows = self.browse(row_id for row_id, _level, _start in self.env.cr.fetchall())
        return rows._filtered_access("read")

    def action_view_resale(self):
        """What the customer and each reseller pay for the call."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_record_action")
        return action | {"domain": [("id", "in", self._resale_family().ids)], "context": {}}

    def _rated_again(self, rater, used):
        """Override: a reseller pays by its own list; and what it pays comes with a call that has a customer now."""
        if self.wholesale_level:
            found = rater.resold(self.partner_id, self.a_number or "", self._rated_number(), self.started_at, *used)
            return found | {"reseller_id": self.reseller_id.id or None}
        vals = super()._rated_again(rater, used)
        if not (vals["reseller_id"] or self.reseller_id):
            return vals
        paid = self._resale_family().filtered("wholesale_level")
        if paid:
            return vals | {"reseller_id": paid[0].partner_id.id}
        if vals["reseller_id"]:
            self._insert_resale(rater, vals)
        return vals

    def _insert_resale(self, rater, vals):
        """Store what resellers pay for a call, which may be nothing: then `vals` has no reseller any more."""
        self.env.cr.execute(
            f"SELECT {', '.join(('identity', 'trunk_code', *SAME))} FROM {STORE} WHERE id = %s", (self.id,)
        )
        [kept] = self.env.cr.dictfetchall()
        kept |= {"b_number": self._rated_number()}
        merged = kept | vals
        rows = resale_rows(rater, merged)
        vals["reseller_id"] = merged["reseller_id"]
        empty = dict.fromkeys(COLUMNS)
        for row in rows[-1:]:  # by which the call left is the business of who pays the carrier
            row["trunk_code"] = kept["trunk_code"]
        query = f"INSERT INTO {STORE} ({', '.join(COLUMNS)}) VALUES %s"  # names are constants
        values = [tuple((empty | row)[column] for column in COLUMNS) for row in rows]
        if values:
            self.env.cr.execute_values(query, values)

    def _redo(self, any_age=False):
        """Override: what resellers earn follows from both prices."""
        done = super()._redo(any_age)
        sold = self.filtered(lambda call: call.reseller_id or call.wholesale_level)
        if sold:
            rows = sold._resale_family()
            sold._resale_again()
            self._cost_again([("id", "in", (rows - self).ids)])
        return done

    def _resale_again(self):
        """Let the cost and margin of what resellers sold follow from what they pay, of these calls."""
        sold = self.sudo().search(
            [("id", "in", self.ids), "|", ("reseller_id", "!=", False), ("wholesale_level", ">", 0)]
        )
        exchanges = {}
        rows = sold._resale_family()
        for group in rows.grouped(lambda row: (row.source_id, call_identity(row.identity))).values():
            company = group.company_id
            exchange = exchanges.setdefault(company, Exchange(self.env(su=True), company))
            for one, other in pairwise(group):
                vals = resale_cost(exchange, one._resale_price(), other._resale_price())
                one.write({name: vals[name] for name in COST_COLUMNS})

    def _resale_price(self):
        price = {name: self[name] for name in PRICED} | {"amount": self._net_amount() if self.state == "rated" else 0}
        return price | {name: self[name].id or None for name in ("currency_id", "rate_id")}
