"""An order, and its draft invoice, after calls were taken back."""

from odoo.exceptions import UserError


def refresh(statement, lines):
    """Let the order and its draft invoices charge what is left on these lines.

    An order of which nothing is left is cancelled, and its draft invoices with it.

    :param call.statement statement: ordered, not invoiced
    :param call.statement.line lines: those that calls were taken off
    :raise UserError: the order is locked
    """
    order = statement.order_id
    if order.locked:
        raise UserError(
            statement.env._(
                "Order %(order)s of %(statement)s is locked. Unlock it, then take the import back.",
                order=order.name,
                statement=statement.name,
            )
        )
    if _is_spent(order):
        drafts = order.invoice_ids.filtered(lambda move: move.state == "draft")
        drafts.button_cancel()
        order._action_cancel()
        return
    for line in lines.with_context(lang=statement.partner_id.lang):
        for order_line in order.order_line.filtered(lambda found, line=line: found.call_statement_line_id == line):
            _refresh_line(line, order_line)


def _is_spent(order):
    """Whether all that the order charges are calls that were taken back."""
    charged = order.order_line.filtered(lambda line: not line.display_type)
    return all(line.call_statement_line_id and not line.call_statement_line_id.call_count for line in charged)


def _refresh_line(line, order_line):
    drafts = order_line.invoice_lines.filtered(lambda found: found.parent_state == "draft")
    if not line.call_count:
        drafts.unlink()
        # a confirmed order keeps its lines
        order_line.write({"product_uom_qty": 0, "price_unit": 0, "call_residual": 0})
        return
    vals = line._prepare_order_line_vals()
    text_and_price = {name: vals[name] for name in ("name", "price_unit")}
    order_line.write(text_and_price | {"call_residual": vals["call_residual"]})
    drafts.write(text_and_price)
