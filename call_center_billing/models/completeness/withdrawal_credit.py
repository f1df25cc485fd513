"""A credit note for calls that were taken back after they had been invoiced."""

from ...money import round_to_currency
from ..billing.change_document import make


def credit(batch, before):
    """Credit the calls, by article and tax as they were invoiced, and settle the open invoices with it.

    What is credited is what the line came to less what is left of it, each rounded as invoices are: invoice and
    credit notes together always charge the calls that are left.

    :param call.import batch: whose calls were taken back
    :param dict before: {call.statement.line: its amount in micro-units before, corrections included}
    :return: the posted credit notes
    """
    invoices = {}
    lines = batch.env["call.statement.line"].browse(line.id for line in before)
    for order_line in batch.env["sale.order.line"].search([("call_statement_line_id", "in", lines.ids)]):
        line = order_line.call_statement_line_id
        posted = order_line.invoice_lines.filtered(
            lambda found: found.parent_state == "posted" and found.move_id.move_type == "out_invoice"
        )[:1]
        if not posted:
            continue
        places = line.currency_id.decimal_places
        left, order_line.call_residual = round_to_currency(line._net_amount(), places)
        if credited := round_to_currency(before[line], places)[0] - left:
            invoices.setdefault(posted.move_id, []).append((posted, credited))
    moves = batch.env["account.move"]
    for invoice, credits in invoices.items():
        texts = batch.env(context=dict(batch.env.context, lang=invoice.partner_id.lang))
        entries = [(item, -credited, item.name.split("\n")[0]) for item, credited in credits]
        vals = {"call_import_id": batch.id, "ref": texts._("Calls taken back of %(invoice)s", invoice=invoice.name)}
        moves |= make(invoice, entries, vals)[0]
    return moves
