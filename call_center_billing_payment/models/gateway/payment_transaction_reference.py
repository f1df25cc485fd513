"""A request that is run again charges under the same name."""

from odoo import models
from odoo.http import request


class PaymentTransaction(models.Model):
    """References that come from the clock would differ, and the gateway would take the second for another charge."""

    _inherit = "payment.transaction"

    def _compute_reference(self, provider_code, prefix=None, separator="-", **kwargs):
        """Override of `payment`: when PostgreSQL makes Odoo run a request again, its transactions keep their names.

        What the request had written is undone then, so the references that it had taken are free.
        """
        if not request:
            return super()._compute_reference(provider_code, prefix=prefix, separator=separator, **kwargs)
        what = repr((provider_code, prefix, separator, kwargs))
        taken = request.httprequest.environ.setdefault("call.references", {}).setdefault(what, [])
        for reference in taken:
            if not self.sudo().search_count([("reference", "=", reference)], limit=1):
                return reference
        taken.append(super()._compute_reference(provider_code, prefix=prefix, separator=separator, **kwargs))
        return taken[-1]
