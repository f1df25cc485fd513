"""An order, and its draft invoice, after the sums of its statement lines changed."""

from odoo.exceptions import UserError


def refresh(lines, siblings=None):
    """Let orders and draft invoices charge what there is on these lines now.

    What is invoiced is left alone. An order of which nothing is left is cancelled, and its draft invoices with it.

    :param call.statement.line lines: those whose sums changed
    :param dict siblings: {new call.statement.line: the line whose order and invoice it is to be charged by}
    :raise UserError: an order is locked
    """
    siblings = siblings or {}
    found = _open_order_lines(lines | lines.browse(line.id for line in siblings.values()))
    for order in found.order_id:
        _check_unlocked(order)
        own = found.filtered(lambda order_line, order=order: order_line.order_id == order)
        for line, sibling in siblings.items():
            if sibling in own.call_statement_line_id and line not in found.call_statement_line_id and line.call_count:
                own |= _add_line(line, order)
        if _is_spent(order):
            _cancel(order)
            continue
        for order_line in own:
            line = order_line.call_statement_line_id
            if line in lines:
                _refresh_line(line.with_context(lang=order.partner_id.lang), order_line)


def _open_order_lines(lines):
    """The order lines of these that no posted invoice charges."""
    domain = [("call_statement_line_id", "in", lines.ids), ("state", "!=", "cancel")]
    order_lines = lines.env["sale.order.line"].sudo().search(domain, order="id")
    return order_lines.filtered(lambda found: "posted" not in found.invoice_lines.mapped("parent_state"))


def _check_unlocked(order):
    if order.locked:
        raise UserError(
            order.env._(
                "Order %(order)s of %(customer)s is locked. Unlock it, then try again.",
                order=order.name,
                customer=order.partner_id.name,
            )
        )


def _add_line(line, order):
    """A line of the order, and of its draft invoice if it has one.

    :return: the order's
    """
    line = line.with_context(lang=order.partner_id.lang)
    order_line = order.env["sale.order.line"].create({"order_id": order.id, **line._prepare_order_line_vals()})
    line.ordered = True
    drafts = order.invoice_ids.filtered(lambda move: move.state == "draft" and move.move_type == "out_invoice")
    if drafts:
        drafts[0].write({"invoice_line_ids": [(0, 0, _speaking(order_line)._prepare_invoice_line())]})
    return order_line


def _speaking(order_line):
    """The line in the customer's language."""
    return order_line.with_context(lang=order_line.order_id.partner_id.lang)


def _is_spent(order):
    """Whether nothing is left of what the order charged: all of it were calls, and they are gone."""
    charged = order.order_line.filtered(lambda line: not line.display_type and line.product_uom_qty)
    lines = [line.call_statement_line_id for line in charged]
    return all(line and not line.call_count and not line._is_charge() for line in lines)


def _cancel(order):
    """Cancel a spent order; of a draft invoice that charges other orders besides, only its lines go."""
    drafts = order.invoice_ids.filtered(lambda move: move.state == "draft")
    shared = drafts.filtered(lambda move: move.invoice_line_ids.sale_line_ids.order_id - order)
    order.order_line.invoice_lines.filtered(lambda line: line.move_id in shared).unlink()
    (drafts - shared).button_cancel()
    order._action_cancel()


def _refresh_line(line, order_line):
    drafts = order_line.invoice_lines.filtered(lambda found: found.parent_state == "draft")
    if not line.call_count:
        drafts.unlink()
        # a confirmed order keeps its lines
        order_line.write({"product_uom_qty": 0, "price_unit": 0, "call_residual": 0})
        return
    vals = line._prepare_order_line_vals()
    order_line.write({name: vals[name] for name in ("name", "price_unit", "call_residual")})
    if drafts:
        found = _speaking(order_line)._prepare_invoice_line()
        drafts.write({name: found[name] for name in ("name", "price_unit")} | order_line._prepare_call_vals())
