"""What must be there before the module's tables are made."""


def pre_init_hook(env):
    """btree_gist lets one exclusion constraint compare a number (=) and a period (&&): see `call.number`."""
    env.cr.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")


def post_init_hook(env):
    """Customers without a price list of their own get the basic one, so each company has one."""
    env["res.company"].search([])._call_choose_basic_pricelist()
