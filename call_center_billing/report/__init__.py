"""PDF: Odoo's reports drawn by WeasyPrint, and the list of calls that goes behind an invoice.

Nothing is imported here, so that what needs no Odoo can be had without it.
"""
