"""Campaigns name a price list instead of a rate card, and every company has a basic price list."""

from odoo import SUPERUSER_ID, api
from odoo.tools.sql import column_exists


def migrate(cr, version):
    """Give each campaign that had a card a price list of the card's name and currency.

    The column is still there: Odoo drops those of removed fields when all modules are loaded.
    """
    env = api.Environment(cr, SUPERUSER_ID, {})
    if column_exists(cr, "call_campaign", "rate_card_id"):
        cr.execute("SELECT id, rate_card_id FROM call_campaign WHERE rate_card_id IS NOT NULL ORDER BY id")
        for campaign_id, card_id in cr.fetchall():
            campaign = env["call.campaign"].browse(campaign_id)
            campaign.pricelist_id = _pricelist(env, env["call.rate.card"].browse(card_id), campaign.company_id)
    env["res.company"].search([])._call_choose_basic_pricelist()


def _pricelist(env, card, company):
    """A price list that is nothing but the card; an earlier one is used again."""
    vals = {"name": card.name, "currency_id": card.currency_id.id, "call_rate_card_id": card.id}
    domain = [(field, "=", value) for field, value in vals.items()]
    domain += [("company_id", "in", (company.id, False)), ("item_ids", "=", False)]
    # last in order, so that it is nobody's first price list
    vals |= {"company_id": company.id, "sequence": 99}
    return env["product.pricelist"].search(domain, limit=1) or env["product.pricelist"].create(vals)
