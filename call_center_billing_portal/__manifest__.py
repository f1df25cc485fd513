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
        "security/ir.model.access.csv",
        "security/call_calls_security.xml",
        "security/call_report_security.xml",
        "data/report_cron.xml",
        "views/keyset_templates.xml",
        "views/access/access_templates.xml",
        "views/calls/call_portal_templates.xml",
        "views/calls/call_portal_export_views.xml",
        "views/calls/res_config_settings_views.xml",
        "views/portal_templates.xml",
        "views/invoice/account_portal_templates.xml",
        "views/report/call_report_templates.xml",
        "views/report/portal_templates.xml",
    ],
    "assets": {
        "web.assets_frontend": [
            "call_center_billing_portal/static/src/**/*.js",
            "call_center_billing_portal/static/src/**/*.scss",
        ],
        "web.assets_tests": ["call_center_billing_portal/static/tests/tours/**/*"],
    },
}
