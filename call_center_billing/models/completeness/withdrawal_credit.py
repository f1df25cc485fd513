"""A credit note for calls that were taken back after they had been invoiced."""

from ...money import MICRO, round_to_currency


def credit(batch, statement, before):
    """Credit the calls, by article and tax as they were invoiced, and settle the open invoice with it.

    What is credited is what the line came to less what is left of it, each rounded as invoices are: invoice and
    credit note together always charge the calls that are left.

    :param call.import batch: whose calls were taken back
    :param call.statement statement: invoiced
    :param dict before: {call.statement.line: its amount in micro-units before}
    :return: the posted credit notes
    """
    invoices = {}
    places = statement.currency_id.decimal_places
    for order_line in statement._live_orders().order_line:
        line = order_line.call_statement_line_id
        if line in before:
            left, order_line.call_residual = round_to_currency(line.amount, places)
            credited = round_to_currency(before[line], places)[0] - left
            posted = order_line.invoice_lines.filtered(
                lambda found: found.parent_state == "posted" and found.move_id.move_type == "out_invoice"
            )[:1]
            if posted and credited:
                invoices.setdefault(posted.move_id, []).append((posted, credited))
    moves = batch.env["account.move"]
    for invoice, credits in invoices.items():
        moves |= _credit_note(batch, invoice, credits)
    return moves


def _credit_note(batch, invoice, credits):
    """A posted credit note of these invoice lines: [(account.move.line, micro-units)]."""
    env = batch.env
    texts = env(context=dict(env.context, lang=invoice.partner_id.lang))
    note = env["account.move"].create(
        {
            "move_type": "out_refund",
            "company_id": invoice.company_id.id,
            "partner_id": invoice.partner_id.id,
            "partner_shipping_id": invoice.partner_shipping_id.id,
            "currency_id": invoice.currency_id.id,
            "journal_id": invoice.journal_id.id,
            "fiscal_position_id": invoice.fiscal_position_id.id,
            "invoice_user_id": invoice.invoice_user_id.id,
            "reversed_entry_id": invoice.id,
            "call_import_id": batch.id,
            "ref": texts._("Calls taken back of %(invoice)s", invoice=invoice.name),
            "invoice_line_ids": [(0, 0, _credit_line(line, amount)) for line, amount in credits],
        }
    )
    note.action_post()
    due = (invoice | note).line_ids.filtered(
        lambda line: line.account_id.account_type == "asset_receivable" and not line.reconciled
    )
    if len(due.move_id) > 1:
        due.reconcile()
    return note


def _credit_line(line, amount):
    """Like the invoice's line; not tied to the order's, which would then want to be invoiced again."""
    return {
        "product_id": line.product_id.id,
        "name": line.name.split("\n")[0],
        "account_id": line.account_id.id,
        "tax_ids": [(6, 0, line.tax_ids.ids)],
        "analytic_distribution": line.analytic_distribution,
        "quantity": 1,
        "price_unit": amount / MICRO,
    }
