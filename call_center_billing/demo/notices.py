"""What customers of the sample world were told."""

import datetime

from ..models.notice.samples import SAMPLES


def make_notices(env, customers):
    """Letters to print, a receipt that a customer does not want, and sums below which customers are told."""
    events = env["call.notice.event"].search([])
    # these addresses are nobody's: nothing is mailed
    events.channel = "letter"
    events.filtered(lambda event: event.code in ("block", "unblock", "invoice")).on = True
    env.company.call_low_balance = 200
    events.filtered(lambda event: event.code == "renewal").audience = "contacts"
    customers["acme"]._call_set_notice_choice("bundle_80", False)
    words = {"name": "Kontor 10", "date": datetime.date(2026, 12, 1), "until": datetime.date(2027, 11, 30)}
    for key in ("acme", "nordic"):
        customers[key]._call_notify("renewal", "sample", values=words)
        customers[key]._call_notify("bundle_80", "sample", values=SAMPLES["bundle_80"])
    env["res.partner"]._call_watch_low()
    env["call.notice"].search([("state", "=", "queued")])._make()
    letters = env["call.notice"].search([("state", "=", "letter")], order="id")
    letters[:1]._done()
