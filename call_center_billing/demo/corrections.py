"""What is changed after the fact in the sample world: calls credited, a dispute, and a correction to look at."""

from datetime import date

#: one invoiced month of a customer who questions some of it
MONTH = {"date_from": date(2026, 10, 1), "date_to": date(2026, 10, 31)}


def make_corrections(env, customers):
    """A credit of two calls, an open dispute of three others, and a discount that somebody promised for October.

    :param dict customers: {key: res.partner}
    """
    builder = customers["bygg"]
    calls = env["call.record"].search(
        [
            ("partner_id", "=", builder.id),
            ("started_at", ">=", MONTH["date_from"]),
            ("statement_id.state", "=", "invoiced"),
            ("amount", ">", 0),
        ],
        order="amount desc, id",
        limit=5,
    )
    clerk, manager = (env["res.users"].search([("login", "=", login)]) for login in ("clerk", "manager"))
    env.company.call_dispute_user_id = clerk
    corrections = env["call.correction"].with_user(manager)
    corrections._credit_calls(calls[:2].with_user(manager), "Dålig förbindelse")._approve_or_ask()
    text = "De här samtalen har vi inte ringt."
    env["call.dispute"]._open_dispute(builder, calls[2:], "not_mine", text).action_review()
    terms = {"method": "discount", "percent": 10, "partner_ids": [(6, 0, builder.ids)]}
    corrections.create({"name": "Utlovad rabatt för oktober", **MONTH, **terms}).action_compute()
