"""One thing that is disputed: a call, a line of a statement, or a line of an invoice."""

from odoo import api, fields, models

from ...fields import LooseMany2one, Micro

#: the invoice lines that charge what open disputes are about
ITEMS = """
SELECT line.id, item.id
  FROM call_dispute_line line
  LEFT JOIN call_record call ON call.id = line.call_id AND call.started_at = line.started_at
  JOIN sale_order_line bought ON bought.call_statement_line_id
       = COALESCE(call.statement_line_id, line.statement_line_id)
  JOIN sale_order_line_invoice_rel rel ON rel.order_line_id = bought.id
  JOIN account_move_line item ON item.id = rel.invoice_line_id
  JOIN account_move move ON move.id = item.move_id AND move.move_type = 'out_invoice' AND move.state <> 'cancel'
 WHERE line.id = ANY(%(ids)s) AND line.move_line_id IS NULL
UNION
SELECT line.id, line.move_line_id FROM call_dispute_line line
 WHERE line.id = ANY(%(ids)s) AND line.move_line_id IS NOT NULL
 ORDER BY 1, 2"""


class CallDisputeLine(models.Model):
    """Calls are held loosely, as everywhere."""

    _name = "call.dispute.line"
    _description = "Disputed Charge"
    _order = "dispute_id, started_at, id"
    _log_access = False

    dispute_id = fields.Many2one("call.dispute", required=True, index=True, ondelete="cascade", readonly=True)
    company_id = fields.Many2one(related="dispute_id.company_id")
    currency_id = fields.Many2one(related="dispute_id.currency_id")
    state = fields.Selection(related="dispute_id.state", string="Dispute Is", store=True, index=True)
    call_id = LooseMany2one("call.record", index=True, readonly=True)
    started_at = fields.Datetime(string="Started", readonly=True)
    statement_line_id = LooseMany2one("call.statement.line", string="Statement Line", index=True, readonly=True)
    move_line_id = fields.Many2one(
        "account.move.line", string="Invoice Line", index="btree_not_null", ondelete="restrict", readonly=True
    )
    amount = Micro(string="Charged", readonly=True, help="As it was charged when it was disputed, without tax.")
    a_number = fields.Char(related="call_id.a_number")
    called_number = fields.Char(related="call_id.called_number", related_sudo=False)
    talk_seconds = fields.Integer(related="call_id.talk_seconds")
    net_amount = Micro(string="Charged Now", related="call_id.net_amount", related_sudo=False)
    what = fields.Char(compute="_compute_what", help="Which charge it is.")

    @api.depends("call_id", "statement_line_id", "move_line_id")
    def _compute_what(self):
        for line in self:
            if line.call_id:
                line.what = line.call_id.exists().display_name or "?"
            elif line.move_line_id:
                line.what = (line.move_line_id.sudo().name or "").split("\n")[0]
            else:
                line.what = line.statement_line_id.exists().display_name or "?"

    def _invoice_lines(self):
        """The invoice lines that charge these: {id: account.move.line}; what is not invoiced is left out."""
        self.env.flush_all()
        self.env.cr.execute(ITEMS, {"ids": self.ids})
        found, items = {}, self.env["account.move.line"].sudo()
        for line_id, item_id in self.env.cr.fetchall():
            found[line_id] = found.get(line_id, items) + items.browse(item_id)
        return found
