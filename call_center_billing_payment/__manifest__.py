{
    "name": "Call Centre Billing: Payments",
    "version": "19.0.1.0.0",
    "summary": "Stripe and PayPal, with every notification verified before it changes anything",
    "author": "Call Centre Billing contributors",
    "license": "AGPL-3",
    "category": "Sales/Call Centre Billing",
    "depends": [
        "call_center_billing",
        "account_payment",
        "payment_stripe",
        "payment_paypal",
    ],
    "external_dependencies": {"python": ["cryptography", "stripe"]},
    "data": [
        "views/payment_provider_views.xml",
        "views/menus.xml",
        "views/topup/res_config_settings_views.xml",
    ],
}
