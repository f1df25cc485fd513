"""Disputes on the portal: the list, and one of them with what was written."""

from werkzeug.exceptions import BadRequest

from odoo.exceptions import UserError
from odoo.http import request, route

from ..keyset import read_page
from .page import PAGE, SEND, AccountPage

#: disputes on a page of the list
PAGE_SIZE = 20


class DisputePages(AccountPage):
    """For whoever sees the bills of the account; single calls are told to who sees calls, too."""

    def _prepare_home_portal_values(self, counters):
        """Override of `portal` for the card: whoever was charged something may question it."""
        values = super()._prepare_home_portal_values(counters)
        if "call_dispute_count" in counters and request.env.user._call_portal_may("bills"):
            charged = [("partner_id", "=", self._account().id)]
            values["call_dispute_count"] = request.env["call.statement"].sudo().search_count(charged, limit=1)
        return values

    @route("/my/disputes", call_role="bills", **PAGE)
    def dispute_list(self, place=None, **kwargs):
        """The account's disputes, the newest first."""
        disputes = request.env["call.dispute"].sudo()
        page = read_page(disputes, disputes._customer_domain(self._account()), ["id"], place, PAGE_SIZE)
        rows = [dispute._customer_row() for dispute in page.rows]
        return self._page("portal_disputes", "call_disputes", rows=rows, page=page)

    @route("/my/disputes/<string:dispute_id>", call_role="bills", **PAGE)
    def dispute_page(self, dispute_id, **kwargs):
        """One dispute."""
        return self._dispute_page(self._own_dispute(dispute_id))

    @route("/my/disputes/<string:dispute_id>/answer", call_role="bills", **SEND)
    def dispute_answer(self, dispute_id, **form):
        """The customer writes about it."""
        dispute_sudo, text = self._own_dispute(dispute_id), self._sent_text("text")
        try:
            with request.env.cr.savepoint():
                dispute_sudo._say_by_customer(self._contact(), text, self._sent_files())
        except UserError as error:
            return self._dispute_page(dispute_sudo, status=422, problem=str(error.args[0]), typed=text)
        return request.redirect(f"/my/disputes/{dispute_sudo.id}#talk")

    @route("/my/disputes/<string:dispute_id>/withdraw", call_role="bills", **SEND)
    def dispute_withdraw(self, dispute_id, **form):
        """The customer no longer questions it."""
        dispute_sudo = self._own_dispute(dispute_id)
        try:
            dispute_sudo._withdraw_by_customer()
        except UserError as error:
            return self._dispute_page(dispute_sudo, status=422, problem=str(error.args[0]))
        return request.redirect(f"/my/disputes/{dispute_sudo.id}")

    @route("/my/disputes/<string:dispute_id>/files/<string:file_id>", call_role="bills", **PAGE)
    def dispute_file(self, dispute_id, file_id, **kwargs):
        """A file that was sent with a message; always downloaded, never opened in our name."""
        self._check_path(file_id)
        messages = self._own_dispute(dispute_id)._customer_messages()
        file_sudo = self._own("ir.attachment", file_id, [("id", "in", messages.attachment_ids.ids)])
        stream = request.env["ir.binary"].sudo()._get_stream_from(file_sudo)
        response = stream.get_response(as_attachment=True, immutable=False)
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response

    def _dispute_page(self, dispute_sudo, status=200, problem="", typed=""):
        user = request.env.user
        timezone = self._timezone()
        charges, more = dispute_sudo._customer_charges(timezone, user._call_portal_may("calls"))
        return self._page(
            "portal_dispute",
            "call_dispute",
            status=status,
            dispute=dispute_sudo,
            row=dispute_sudo._customer_row(),
            charges=charges,
            more=more,
            talk=dispute_sudo._customer_talk(timezone),
            bills=dispute_sudo._customer_bills(),
            answer=dispute_sudo._customer_answer(),
            may_withdraw=dispute_sudo._may_withdraw(),
            problem=problem,
            typed=typed,
        )

    # === WHAT COMES FROM OUTSIDE === #

    def _own_dispute(self, dispute_id):
        self._check_path(dispute_id)
        return self._own("call.dispute", dispute_id, request.env["call.dispute"]._customer_domain(self._account()))

    @staticmethod
    def _check_path(text):
        """Odoo looks for what is not found among its attachments, by the address, and the database takes no such."""
        if "\0" in text:
            raise BadRequest()

    @staticmethod
    def _contact():
        return request.env.user.partner_id.sudo()

    @staticmethod
    def _sent_text(name):
        """A text of the form; a file by its name is none, and the database takes no character 0."""
        return request.httprequest.form.get(name, "").replace("\0", "")

    @staticmethod
    def _sent_files():
        """The files of the form: [(name, content)]; browsers send an empty one where none was chosen."""
        sent = request.httprequest.files.getlist("file")
        return [(each.filename, each.read()) for each in sent if each.filename]

    def _timezone(self):
        """The zone in which the user reads times."""
        return request.env.user.tz or self._account()._call_timezone(request.env.company)
