"""Pages that want a role say so where their address is: `@route(…, call_role="bills")`."""

from werkzeug.exceptions import abort

from odoo import models
from odoo.exceptions import AccessError
from odoo.http import request

from .roles import role_of


class IrHttp(models.AbstractModel):
    """One place asks, so that no page can forget to."""

    _inherit = "ir.http"

    @classmethod
    def _pre_dispatch(cls, rule, args):
        """Override of `http_routing` to refuse a logged-in user without the role that the route wants."""
        super()._pre_dispatch(rule, args)
        role = role_of(rule.rule, rule.endpoint.routing)
        user = request.env.user
        # whoever is not logged in comes by a link with a token, or is asked to log in by the route itself
        if not role or user._is_public() or user._call_portal_may(role):
            return
        if request.dispatcher.routing_type != "http":
            raise AccessError(request.env._("Your account does not let you do this."))
        response = request.render("call_center_billing_portal.portal_role_missing", {"role": role}, status=403)
        response.flatten()
        abort(response)

    @classmethod
    def _serve_fallback(cls):
        """Override of `base`: nothing has an address with a NUL in it, for which the database cannot even be asked."""
        return None if "\0" in request.httprequest.path else super()._serve_fallback()
