"""A dispute that a customer opened on the portal, and the question that a clerk asked."""

from datetime import date


def build(env):
    """Acme questions the two dearest calls of its latest invoice."""
    user = env["res.users"].search([("login", "=", "acme")], limit=1)
    calls = env["call.record"].search(
        [
            *(("partner_id", "=", user.partner_id.id), ("state", "=", "rated"), ("amount", ">", 0)),
            *(("started_at", ">=", date(2026, 11, 1)), ("statement_id.state", "=", "invoiced")),
        ],
        order="amount desc, id",
        limit=2,
    )
    if not (user and calls):
        return
    words = {"reason": "quality", "text": "Linjen bröts flera gånger under de här samtalen.", "files": []}
    nobody = env["account.move.line"]
    dispute = (
        env["call.dispute"].with_user(user).sudo()._open_by_customer(user.partner_id, calls, nobody, words, "demo" * 8)
    )
    clerk = env["res.users"].search([("login", "=", "clerk")], limit=1)
    dispute = env["call.dispute"].with_user(clerk).browse(dispute.id)
    dispute.action_review()
    asked = "Från vilken telefon ringde ni?"
    dispute.message_post(body=asked, message_type="comment", subtype_xmlid="mail.mt_comment")
