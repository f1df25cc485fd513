"""What workers keep for admission is forgotten everywhere when something changes that it follows from.

Odoo's own signalling tells the other workers when the change is committed: they know at their next request.
"""

from odoo import api, models


class CallTermsSignal(models.AbstractModel):
    """Clears what workers keep when records come or go, or fields change that prices or taxes follow from."""

    _name = "call.terms.signal"
    _description = "Signal of Changed Terms"

    def _call_terms_change(self, names):
        """Whether it matters that these fields change.

        :param names: set of field names
        """
        return bool(names)

    @api.model_create_multi
    def create(self, vals_list):
        """New terms."""
        records = super().create(vals_list)
        self.env.registry.clear_cache()
        return records

    def write(self, vals):
        """Changed terms."""
        result = super().write(vals)
        if self._call_terms_change(vals.keys()):
            # what is kept is read past the cache of records
            self.flush_recordset()
            self.env.registry.clear_cache()
        return result

    def unlink(self):
        """Terms that are gone."""
        result = super().unlink()
        self.env.registry.clear_cache()
        return result
