"""CCAvenue came with this version: what a new installation gets by its hook."""

from odoo import SUPERUSER_ID, api

from odoo.addons.call_center_billing_payment.hooks import post_init_hook


def migrate(cr, version):
    if version:
        post_init_hook(api.Environment(cr, SUPERUSER_ID, {}))
