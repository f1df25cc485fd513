"""What Odoo calls when the add-on is loaded or installed."""

from .controllers import short_way, straight_way


def post_load():
    """Questions about calls are answered by the short way where it leads to an answer."""
    short_way.install()
    straight_way.install()


def pre_init_hook(env):
    """btree_gist lets one exclusion constraint compare a number (=) and a period (&&): see `call.number`."""
    env.cr.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")


def post_init_hook(env):
    """What customers have that are given nothing of their own: each company's basic price list, and its cycle."""
    companies = env["res.company"].search([])
    companies._call_choose_basic_pricelist()
    companies._call_choose_cycle()
