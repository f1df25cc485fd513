"""What a customer may ask about its own data: a copy of them, and their erasure."""

import tempfile

from werkzeug.wsgi import wrap_file

from odoo import fields
from odoo.exceptions import UserError
from odoo.http import Response, content_disposition, request, route

from .page import PAGE, SEND, AccountPage

PRIVACY = "/my/privacy"
#: characters of what a customer writes to us
LONGEST = 2000


class PrivacyPages(AccountPage):
    """Everybody asks for the own contact; who manages the users of an account, for the account."""

    @route(PRIVACY, call_role=None, **PAGE)
    def call_privacy(self, done=None, **kwargs):
        """What we keep, a copy of it, and requests for erasure with what became of them."""
        return self._privacy_page(done=done)

    @route(f"{PRIVACY}/data", call_role=None, **SEND)
    def call_privacy_data(self, **form):
        """The copy. It is written to a file first, so that it needs no memory, however long it is."""
        try:
            entry = request.env["call.portal.export"]._take("own_data")
        except UserError as error:
            return self._privacy_page(problem=str(error.args[0]), status=429)
        output = tempfile.TemporaryFile()  # noqa: SIM115 - read when the answer is sent, and gone with it
        user = request.env.user
        account = self._account().with_context(lang=user.lang)
        entry.rows = account._call_write_own_data(user, output)
        size = output.tell()
        output.seek(0)
        name = request.env._("My data %(day)s.zip", day=fields.Date.context_today(user))
        headers = [
            ("Content-Type", "application/zip"),
            ("Content-Length", str(size)),
            ("Content-Disposition", content_disposition(name)),
            ("Cache-Control", "no-store"),
        ]
        return Response(wrap_file(request.httprequest.environ, output), headers=headers, direct_passthrough=True)

    @route(f"{PRIVACY}/erase", call_role=None, **SEND)
    def call_privacy_erase(self, whose="contact", note="", sure=None, **form):
        """Ask for erasure."""
        note = note.strip()[:LONGEST]
        try:
            partner_sudo = self._privacy_subjects().get(whose)
            if partner_sudo is None:
                raise UserError(request.env._("Choose whose data are to be erased."))
            if not sure:
                raise UserError(request.env._("Tick that you know it cannot be undone."))
            request.env["call.erasure.request"]._ask(partner_sudo, note)
        except UserError as error:
            return self._privacy_page(problem=str(error.args[0]), typed={"whose": whose, "note": note}, status=422)
        return request.redirect(f"{PRIVACY}?done=asked")

    @route(f"{PRIVACY}/erase/<int:erasure_id>/withdraw", call_role=None, **SEND)
    def call_privacy_withdraw(self, erasure_id, **form):
        """Leave everything as it is."""
        subjects = [partner.id for partner in self._privacy_subjects().values()]
        self._own("call.erasure.request", erasure_id, [("partner_id", "in", subjects)])._withdraw()
        return request.redirect(f"{PRIVACY}?done=withdrawn")

    def _privacy_subjects(self):
        """{"contact": the user's own, "account": the whole account}: what the user may ask about."""
        user = request.env.user
        own_sudo, account_sudo = user.partner_id.sudo(), self._account()
        found = {} if own_sudo == account_sudo else {"contact": own_sudo}
        return found | ({"account": account_sudo} if user._call_portal_may("users") else {})

    def _privacy_page(self, problem="", done=None, typed=None, status=200):
        subjects, company = self._privacy_subjects(), request.env.company.sudo()
        chosen = [("partner_id", "in", [partner.id for partner in subjects.values()])]
        return self._page(
            "portal_my_privacy",
            "call_privacy",
            status=status,
            account=self._account(),
            company=company,
            subjects=subjects,
            whole=request.env.user._call_portal_may("users"),
            holds={key: partner.with_company(company)._call_erasure_holds() for key, partner in subjects.items()},
            stays={key: partner.with_company(company)._call_erasure_stays() for key, partner in subjects.items()},
            requests=request.env["call.erasure.request"].sudo().search(chosen, limit=10),
            problem=problem,
            done=done,
            typed=typed or {"whose": next(iter(subjects)), "note": ""},
        )
