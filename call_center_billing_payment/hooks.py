"""What is done when the add-on is installed and uninstalled."""

from odoo.addons.payment import reset_payment_provider, setup_provider

from .models.ccavenue.const import CODE


def post_init_hook(env):
    """Each company has its CCAvenue, disabled, and journals have its payment method."""
    setup_provider(env, CODE)


def uninstall_hook(env):
    """What is left of CCAvenue works with nobody's code.

    :raise UserError: there are payments of CCAvenue in the books
    """
    reset_payment_provider(env, CODE)
