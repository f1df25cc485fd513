"""The codes of a batch, once."""

from odoo import http
from odoo.http import content_disposition, request

from odoo.addons.call_center_billing.models.account.credit import MANAGER

from ..models.voucher.call_voucher_batch_make import PATH


class VoucherCodes(http.Controller):
    """The link is of one use: opening it makes the codes, and the answer is where they are."""

    @http.route(
        f"{PATH}/<int:batch_id>/<string(maxlength=64):token>", type="http", auth="user", methods=["GET"], readonly=False
    )
    def codes(self, batch_id, token):
        """The file for the manager who asked for it; for everybody else, and afterwards, nothing."""
        batch = request.env["call.voucher.batch"].browse(batch_id)
        # a HEAD, which comes with GET, would make codes that nobody sees
        if request.httprequest.method != "GET" or not request.env.user.has_group(MANAGER):
            raise request.not_found()
        made = batch._make_codes(token) if batch.exists().has_access("write") else None
        if made is None:
            raise request.not_found(
                request.env._("This link was used already, or its time is over. Go back to the batch.")
            )
        name, kind, content = made
        headers = [
            ("Content-Type", kind),
            ("Content-Length", len(content)),
            ("Content-Disposition", content_disposition(name)),
            ("Cache-Control", "no-store"),
        ]
        return request.make_response(content, headers)
