"""What customers said on the portal: one opinion is answered, one waits."""

#: login, rating, words, answer
SAID = (
    ("acme", "4", "Tydlig faktura, och lätt att se vilka samtal som kostar.", "Tack! Det gläder oss."),
    ("nordic", "2", "Vi skulle vilja se kostnaden per kampanj redan på fakturan.", ""),
)


def build(env):
    """About each customer's latest invoice."""
    for login, rating, text, answer in SAID:
        user = env["res.users"].search([("login", "=", login)], limit=1)
        domain = [("commercial_partner_id", "=", user.partner_id.id), ("move_type", "=", "out_invoice")]
        move = env["account.move"].search([*domain, ("state", "=", "posted")], order="invoice_date desc", limit=1)
        if not (user and move):
            continue
        feedback = (
            env["call.feedback"].with_user(user).sudo()._send(user.partner_id, "invoice", rating, text, move=move)
        )
        if answer:
            feedback = env["call.feedback"].browse(feedback.id)
            feedback.answer = answer
            feedback.action_answer()
