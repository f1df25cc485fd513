"""Customers say what they think."""

from odoo.exceptions import UserError
from odoo.http import request, route

from ..keyset import read_page
from .dispute_choice import DisputeChoice
from .page import PAGE, SEND

#: opinions on a page of the list
PAGE_SIZE = 10


class FeedbackPages(DisputeChoice):
    """For whoever sees the bills of the account."""

    def _prepare_home_portal_values(self, counters):
        """Override of `portal` for the card: whoever has been charged something may say something."""
        values = super()._prepare_home_portal_values(counters)
        if "call_feedback_count" in counters and request.env.user._call_portal_may("bills"):
            charged = [("partner_id", "=", self._account().id)]
            values["call_feedback_count"] = request.env["call.statement"].sudo().search_count(charged, limit=1)
        return values

    @route("/my/feedback", call_role="bills", **PAGE)
    def feedback_page(self, place=None, invoice=None, dispute=None, **kwargs):
        """The form, and what was said before; `?invoice=…` or `?dispute=…` chooses what it is about."""
        typed = {"about": "service", "rating": "", "text": ""}
        if invoice:
            typed["about"] = f"invoice-{self._own_invoice(invoice).id}"
        elif dispute:
            typed["about"] = f"dispute-{self._own_dispute(dispute).id}"
        return self._feedback_page(typed, place)

    @route("/my/feedback", call_role="bills", **SEND)
    def feedback_send(self, **form):
        """What the customer says."""
        typed = {name: self._sent_text(name) for name in ("about", "rating", "text")}
        subject, _dash, thing = typed["about"].partition("-")
        move_sudo = self._own_invoice(thing) if subject == "invoice" else None
        dispute_sudo = self._own_dispute(thing) if subject == "dispute" else None
        feedback_sudo = request.env["call.feedback"].sudo()
        try:
            with request.env.cr.savepoint():
                feedback_sudo._send(
                    self._contact(), subject, typed["rating"], typed["text"], move=move_sudo, dispute=dispute_sudo
                )
        except UserError as error:
            return self._feedback_page(typed, status=422, problem=str(error.args[0]))
        return request.redirect("/my/feedback#said")

    def _feedback_page(self, typed, place=None, status=200, problem=""):
        feedback_sudo = request.env["call.feedback"].sudo()
        page = read_page(feedback_sudo, [("partner_id", "=", self._account().id)], ["id"], place, PAGE_SIZE)
        return self._page(
            "portal_feedback",
            "call_feedback",
            status=status,
            subjects=self._subjects(typed["about"]),
            ratings=self._ratings(),
            page=page,
            rows=[each._customer_row() for each in page.rows],
            typed=typed,
            problem=problem,
        )

    def _subjects(self, chosen):
        """What it may be about: [(value, text)]; of disputes the one that the customer came from."""
        found = [("service", request.env._("The service in general")), ("portal", request.env._("These pages"))]
        subject, _dash, thing = chosen.partition("-")
        if subject == "dispute":
            found.insert(0, (chosen, request.env._("How dispute %s was handled", thing)))
        invoices_sudo = self._latest_invoices()
        if subject == "invoice":
            invoices_sudo |= self._own_invoice(thing)
        found += [(f"invoice-{move.id}", request.env._("Invoice %s", move.name)) for move in invoices_sudo]
        return found

    @staticmethod
    def _ratings():
        words = (
            request.env._("Very bad"),
            request.env._("Bad"),
            request.env._("Fair"),
            request.env._("Good"),
            request.env._("Very good"),
        )
        return [(str(number), text) for number, text in enumerate(words, 1)]
