"""The operator itself: country, chart of accounts, language, and a way to pay in the portal."""


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
        }
    )
    company.write({"country_id": sweden.id, "currency_id": env.ref("base.SEK").id})
    env["account.chart.template"].try_loading("se", company=company, install_demo=False)
    _set_taxes(env, company)
    _load_swedish(env)
    env["ir.config_parameter"].set_param("sale.automatic_invoice", False)


def prepare_portal_payment(env):
    """Let customers try paying with Odoo's demo provider, where it is installed."""
    provider = env["payment.provider"].search([("code", "=", "demo")], limit=1) if "payment.provider" in env else None
    if provider:
        provider.write({"state": "test", "is_published": True})


def _set_taxes(env, company):
    """Calls carry the chart's ordinary sales tax, 25 %."""
    products = env["product.product"].search([("default_code", "=like", "CALL-%")])
    products.taxes_id = company.account_sale_tax_id


def _load_swedish(env):
    """Odoo's and our own texts in Swedish, for the parts that customers and clerks of the sample see."""
    env["res.lang"]._activate_lang("sv_SE")
    names = ("base", "web", "mail", "portal", "product", "account", "sale", "payment", "account_payment")
    domain = [("state", "=", "installed"), "|", ("name", "in", names), ("name", "=like", "call_center_billing%")]
    env["ir.module.module"].search(domain)._update_translations("sv_SE")
