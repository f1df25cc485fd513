"""An order, and its draft invoice, after calls were taken back."""

from odoo.exceptions import UserError


def orders_of(lines):
    """The orders that charge these statement lines, but for cancelled ones."""
    return lines.order_line_ids.order_id.filtered(lambda order: order.state != "cancel")


def is_invoiced(line):
    """Whether a posted invoice charges a statement line."""
    items = line.order_line_ids.filtered(lambda found: found.order_id.state != "cancel").invoice_lines
    return any(item.parent_state == "posted" and item.move_id.move_type == "out_invoice" for item in items)


def refresh(statement, lines):
    """Let the orders and their draft invoices charge what is left on these lines.

    An order of which nothing is left is cancelled, and its draft invoices with it.

    :param call.statement statement: whose lines they are
    :param call.statement.line lines: those that calls were taken off, with orders that are not invoiced
    :raise UserError: an order is locked
    """
    for order in orders_of(lines):
        if order.locked:
            raise UserError(
                statement.env._(
                    "Order %(order)s of %(statement)s is locked. Unlock it, then take the import back.",
                    order=order.name,
                    statement=statement.name,
                )
            )
        if _is_spent(order):
            _cancel(order)
            continue
        for line in lines.with_context(lang=statement.partner_id.lang):
            for order_line in order.order_line.filtered(lambda found, line=line: found.call_statement_line_id == line):
                _refresh_line(line, order_line)


def _cancel(order):
    """Cancel a spent order; of a draft invoice that charges other orders besides, only its lines go."""
    drafts = order.invoice_ids.filtered(lambda move: move.state == "draft")
    shared = drafts.filtered(lambda move: move.invoice_line_ids.sale_line_ids.order_id - order)
    order.order_line.invoice_lines.filtered(lambda line: line.move_id in shared).unlink()
    (drafts - shared).button_cancel()
    order._action_cancel()


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
    drafts.write(text_and_price | order_line._prepare_call_vals())
