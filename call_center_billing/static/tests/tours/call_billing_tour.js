/** A clerk's way from imported calls to a posted invoice, by clicking. */
import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

registry.category("web_tour.tours").add("call_center_billing_clerk", {
    steps: () => [
        stepUtils.showAppsMenuItem(),
        {
            content: "open the app",
            trigger: ".o_app[data-menu-xmlid='call_center_billing.call_center_billing_menu_root']",
            run: "click",
        },
        {
            content: "the talk time and price of the call are shown as time and money",
            trigger: ".o_data_row:contains('Acme'):contains('0:01:01'):contains('0.61')",
        },
        {
            content: "open the call",
            trigger: ".o_data_row:contains('Acme') td[name='called_number']",
            run: "click",
        },
        {
            content: "it says what it was rated by",
            trigger: ".o_form_view div[name='rate_id']:contains('467 Mobile (test)')",
        },
        {
            content: "and why it costs what it costs",
            trigger: ".o_form_view div[name='explanation']:contains('61 s at 0.6 per 60 s: 0.61.')",
        },
        {
            content: "open the billing menu",
            trigger: ".o_menu_sections button[data-menu-xmlid='call_center_billing.call_billing_menu']",
            run: "click",
        },
        {
            content: "open the statements",
            trigger: ".o-dropdown--menu a[data-menu-xmlid='call_center_billing.call_statement_menu']",
            run: "click",
        },
        {
            content: "open the statement",
            trigger: ".o_data_row:contains('Acme') td[name='call_count']",
            run: "click",
        },
        {
            content: "bill it",
            trigger: ".o_statusbar_buttons button:contains('Bill')",
            run: "click",
        },
        {
            content: "make a posted invoice",
            trigger: ".modal footer button[name='action_bill']",
            run: "click",
        },
        {
            content: "the invoice is posted and leads to its calls",
            trigger: ".o_form_view:has(.o_arrow_button_current:contains('Posted')) button[name='action_view_calls']",
            run: "click",
        },
        {
            content: "there they are",
            trigger: ".o_data_row:contains('Acme'):contains('0.61')",
        },
    ],
});

registry.category("web_tour.tours").add("call_center_billing_rate_card", {
    steps: () => [
        {
            content: "begin a new version",
            trigger: ".o_statusbar_buttons button[name='action_new_version']",
            run: "click",
        },
        {
            content: "prices are shown in the currency, not in micro-units",
            trigger: ".o_data_row:contains('467') td[name='price']:contains('0.60')",
            run: "click",
        },
        {
            content: "type another price, with a comma",
            trigger: ".o_selected_row div[name='price'] input",
            run: "edit 1,2345",
        },
        {
            content: "save",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "it is kept to the last decimal",
            trigger: ".o_form_saved .o_data_row:contains('467') td[name='price']:contains('1.2345')",
        },
        {
            content: "publish",
            trigger: ".o_statusbar_buttons button[name='action_publish']",
            run: "click",
        },
        {
            content: "for good",
            trigger: ".modal footer .btn-primary",
            run: "click",
        },
        {
            content: "it is published",
            trigger: ".o_arrow_button_current:contains('In Force')",
        },
    ],
});
