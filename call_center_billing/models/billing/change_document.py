"""A document that changes what an invoice charges: a credit note, or an extra invoice."""

from odoo import fields

from ...money import MICRO


def make(invoice, lines, vals):
    """A posted credit note if it comes to less, else an extra invoice; settled with the invoice if that is open.

    It is sent if billing has sent the invoice, and dated today, or the first day that the books are open for.

    :param account.move invoice: posted
    :param list lines: (account.move.line of the invoice, micro-units to charge, text)
    :param dict vals: other values of the document
    :return: the document, and a note if its date is not today, else False
    """
    refund = sum(charge for _item, charge, _text in lines) < 0
    day, note = open_day(invoice)
    like = _like(invoice, refund, lines)
    move = invoice.env["account.move"].create({**like, "invoice_date": day, **vals})
    move.action_post()
    if invoice.call_dispatch != "none":
        move._call_queue_dispatch()
    if refund:
        _settle(invoice, move)
    if note:
        move.message_post(body=note)
    return move, note


def _like(invoice, refund, lines):
    """Values of a document about an invoice."""
    return {
        "move_type": "out_refund" if refund else "out_invoice",
        "company_id": invoice.company_id.id,
        "partner_id": invoice.partner_id.id,
        "partner_shipping_id": invoice.partner_shipping_id.id,
        "currency_id": invoice.currency_id.id,
        "journal_id": invoice.journal_id.id,
        "fiscal_position_id": invoice.fiscal_position_id.id,
        "invoice_user_id": invoice.invoice_user_id.id,
        "invoice_origin": invoice.name,
        "reversed_entry_id": invoice.id if refund else False,
        "invoice_line_ids": [(0, 0, _line(item, -charge if refund else charge, text)) for item, charge, text in lines],
    }


def open_day(invoice):
    """The first day from today on that the books are open for, and what is to be said if that is not today.

    :return: date, text or False
    """
    today = fields.Date.context_today(invoice)
    locks = invoice.company_id._get_violated_lock_dates(today, True, invoice.journal_id)
    if not locks:
        return today, False
    day = fields.Date.add(locks[-1][0], days=1)
    note = invoice.env._("Dated %(day)s: the books are locked up to %(lock)s.", day=day, lock=locks[-1][0])
    return day, note


def _settle(invoice, note):
    due = (invoice | note).line_ids.filtered(
        lambda line: line.account_id.account_type == "asset_receivable" and not line.reconciled
    )
    if len(due.move_id) > 1:
        due.reconcile()


def _line(item, amount, text):
    """Like the invoice's line; not tied to the order's, which would then want to be invoiced again."""
    return {
        "product_id": item.product_id.id,
        "name": text,
        "account_id": item.account_id.id,
        "tax_ids": [(6, 0, item.tax_ids.ids)],
        "analytic_distribution": item.analytic_distribution,
        "quantity": 1,
        "price_unit": amount / MICRO,
    }
