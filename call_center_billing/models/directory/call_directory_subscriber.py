"""A subscriber as a directory lists it: what look-ups, entries of a register and tasks have in common."""

from odoo import fields, models

from ...directory import Listing


class CallDirectorySubscriber(models.AbstractModel):
    """Name and address of whoever has a number."""

    _name = "call.directory.subscriber"
    _description = "Listed Subscriber"

    name = fields.Char()
    street = fields.Char()
    zip = fields.Char(string="Postcode")
    city = fields.Char()
    country_id = fields.Many2one("res.country", ondelete="restrict")
    org_number = fields.Char(string="Organisation Number")
    is_company = fields.Boolean(string="Is a Company")
    secret = fields.Boolean(help="There is a subscriber, but the directory may not say who.")

    def _listing(self):
        """This as the pure package has it."""
        self.ensure_one()
        return Listing(
            name=self.name or "",
            street=self.street or "",
            zip=self.zip or "",
            city=self.city or "",
            country=self.country_id.code or "",
            org_number=self.org_number or "",
            kind="company" if self.is_company else "person",
            secret=self.secret,
        )

    def _subscriber_vals(self, listing, country):
        """Values of these fields.

        :param country: of addresses that name none
        """
        named = self.env["res.country"]
        if listing.country:
            named = named.search([("code", "=", listing.country)], limit=1)
        return {
            "name": listing.name or False,
            "street": listing.street or False,
            "zip": listing.zip or False,
            "city": listing.city or False,
            "country_id": (named if listing.country else country).id,
            "org_number": listing.org_number or False,
            "is_company": listing.kind == "company",
            "secret": listing.secret,
        }

    def _partner_vals(self, company):
        """Values of an account that `company` opens for this subscriber; it is written to in the company's language."""
        self.ensure_one()
        return {
            "lang": company.partner_id.lang,
            "name": self.name,
            "street": self.street,
            "zip": self.zip,
            "city": self.city,
            "country_id": self.country_id.id,
            "company_registry": self.org_number,
            "is_company": self.is_company,
        }
