"""The operator itself: country, chart of accounts, language, and a way to pay in the portal."""

import base64
from pathlib import Path


def prepare_company(env):
    """A Swedish operator in kronor, with 25 % VAT and invoices in Swedish."""
    company = env.company
    sweden = env.ref("base.se")
    env.ref("base.SEK").active = True
    company.partner_id.write(
        {
            "name": "Norrsken Telefoni AB",
            "street": "Vasagatan 16",
            "zip": "111 20",
            "city": "Stockholm",
            "country_id": sweden.id,
            "vat": "SE559999999101",
            "email": "kundtjanst@norrsken.example",
            "phone": "+46 8 123 450 00",
            "tz": "Europe/Stockholm",
            "image_1920": base64.b64encode(Path(__file__).with_name("logo.png").read_bytes()),
        }
    )
    company.currency_id = env.ref("base.SEK")
    env["account.chart.template"].try_loading("se", company=company, install_demo=False)
    _set_taxes(env, company)
    bank = env["res.partner.bank"].create(
        {"acc_number": "SE45 5000 0000 0583 9825 7466", "partner_id": company.partner_id.id}
    )
    bank.allow_out_payment = True
    # an invoice leads to its page in the portal, where it can be paid
    company.link_qr_code = True
    _load_swedish(env)


def prepare_portal_payment(env):
    """Let customers try paying with Odoo's demo provider, where it is installed."""
    provider = env["payment.provider"].search([("code", "=", "demo")], limit=1) if "payment.provider" in env else None
    if provider:
        provider.write({"state": "test", "is_published": True})


def _set_taxes(env, company):
    """Calls carry the chart's tax on services, 25 %; reminder fees and interest none."""
    tax = env["account.chart.template"].with_company(company).ref("sale_tax_25_services")
    env["product.product"].search([("default_code", "=like", "CALL-%"), ("sale_ok", "=", True)]).taxes_id = tax


def _load_swedish(env):
    """Odoo's and our own texts in Swedish, for the parts that customers and clerks of the sample see."""
    env["res.lang"]._activate_lang("sv_SE")
    names = ("base", "web", "mail", "portal", "product", "account", "sale", "payment", "account_payment")
    domain = [("state", "=", "installed"), "|", ("name", "in", names), ("name", "=like", "call_center_billing%")]
    env["ir.module.module"].search(domain)._update_translations("sv_SE")
