{
    "name": "Call Centre Billing: Customer Portal",
    "version": "19.0.1.0.0",
    "summary": "Customers see their calls, what each costs and why, and the calls behind each invoice",
    "author": "Call Centre Billing contributors",
    "license": "AGPL-3",
    "category": "Sales/Call Centre Billing",
    "depends": [
        "call_center_billing",
        "call_center_billing_payment",
    ],
    "data": [
        "views/call_portal_templates.xml",
        "views/portal_templates.xml",
        "views/account_portal_templates.xml",
    ],
}
