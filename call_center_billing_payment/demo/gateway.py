"""Payments by card in the sample world: some are charged back, and what their gateway told."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError

#: (reference, days until evidence is due, how it is told, how it ends)
DISPUTED = (
    ("CARD-1001", 9, {"reason": "fraudulent"}, None),
    ("CARD-1002", 4, {"reason": "product not received"}, "_win"),
    ("CARD-1003", 15, {"reason": "duplicate", "inquiry": True}, None),
)
#: (reference, kind, Stripe's type, state, note)
TOLD = (
    ("evt_1001", "payment", "payment_intent.succeeded", "done", False),
    ("evt_1002", "dispute_opened", "charge.dispute.created", "done", False),
    ("evt_1003", "payment", "payment_intent.processing", "ignored", "More is known already: the transaction is done."),
    ("evt_1004", "payout", "payout.failed", "failed", "Payout po_1004 did not reach the bank: the account is closed."),
)


def build(env):
    """Customers with open invoices pay by card; three of the payments are disputed."""
    provider = env["payment.provider"].search([("code", "=", "demo"), ("company_id", "=", env.company.id)], limit=1)
    if not provider:
        return
    provider.state = "test"
    invoices = env["account.move"].search(
        [("move_type", "=", "out_invoice"), ("state", "=", "posted"), ("payment_state", "=", "not_paid")], order="id"
    )
    payers = list(invoices.grouped("partner_id").items())[: len(DISPUTED)]
    for (partner, theirs), (reference, days, told, end) in zip(payers, DISPUTED, strict=False):
        tx = _pay(env, provider, partner, theirs[:1], reference)
        chargeback = env["call.chargeback"]._open(
            {
                "transaction": tx,
                "gateway_ref": f"dp_{reference[-4:]}",
                "amount": tx.amount,
                "currency_id": tx.currency_id.id,
                "fee": 150,
                "evidence_due": fields.Datetime.now() + timedelta(days=days),
                **told,
            }
        )
        if end:
            getattr(chargeback, end)()
    _tell(env, provider)
    # these addresses are nobody's
    env["account.payment"].search([("call_confirmation", "=", "due")]).call_confirmation = False


def _pay(env, provider, partner, invoice, reference):
    tx = env["payment.transaction"].create(
        {
            "provider_id": provider.id,
            "payment_method_id": provider.payment_method_ids[:1].id,
            "reference": reference,
            "amount": invoice.amount_residual,
            "currency_id": invoice.currency_id.id,
            "partner_id": partner.id,
            "operation": "online_direct",
            "call_purpose": "invoice",
            "invoice_ids": [(6, 0, invoice.ids)],
        }
    )
    tx._process("demo", {"reference": reference, "simulated_state": "done"})
    if not tx.payment_id:
        raise UserError(env._("The sample payment %(name)s could not be booked.", name=reference))
    return tx


def _tell(env, provider):
    for reference, kind, word, state, note in TOLD:
        event = env["call.gateway.event"]._receive(
            provider, reference, kind, word, fields.Datetime.now(), {"object": {"id": reference.replace("evt", "ch")}}
        )
        event.write({"state": state, "note": note})
