"""The field types that the call store needs and Odoo lacks."""

from odoo import fields


class Big(fields.Integer):
    """A whole number stored as `bigint`: octets, seconds of many calls."""

    _column_type = ("int8", "int8")

    def convert_to_read(self, value, record, use_display_name=True):
        """Override of `Integer`, which hands out large values as floats for the sake of XML-RPC."""
        return value


class Micro(Big):
    """An amount of money in whole micro-units (1e-6) of a currency.

    Calls are priced in integers because PostgreSQL's `numeric` comes back from Odoo's driver as a float.
    Shown with the `micro` widget, which turns 490000 into 0.49 and back without passing through a float.
    """


class LooseMany2one(fields.Many2one):
    """A Many2one without a foreign key in the database.

    Eight foreign keys cut bulk loading of calls to an eighth: the import checks its references itself, and
    what calls point to is kept from deletion by `ondelete` methods of the models concerned.
    """

    def update_db_foreign_key(self, model, column):
        """Override of `Many2one` to make none."""
