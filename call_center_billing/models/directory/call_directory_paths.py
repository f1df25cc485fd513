"""Where in its answers a directory that is described on screen says what."""

from odoo import fields, models


class CallDirectory(models.Model):
    """A path for each field of a subscriber."""

    _inherit = "call.directory"

    path_name = fields.Char(
        string="Name Is At",
        help="A path such as result.persons[0].name. Join two by “ + ”, separate alternatives by “|”.",
    )
    path_street = fields.Char(string="Street Is At", help="Such as address.street + address.number")
    path_zip = fields.Char(string="Postcode Is At")
    path_city = fields.Char(string="City Is At")
    path_country = fields.Char(string="Country Is At", help="A code of two letters, such as SE.")
    path_org_number = fields.Char(string="Organisation Number Is At")
    path_company = fields.Char(string="Company Is Said At", help="True, yes, company or business mean a company.")
    path_secret = fields.Char(string="Secret Is Said At", help="True or yes: the number is secret.")
