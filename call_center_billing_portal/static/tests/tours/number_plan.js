/** Customers keep their numbers, limits and plan: what is clicked is looked for by what it says. */
import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

tours.add("call_numbers_and_limits", {
    steps: () => [
        {
            content: "type a number",
            trigger: "#call_number_new",
            run: "edit +46701234567",
        },
        {
            content: "name it",
            trigger: "#call_label_new",
            run: "edit Mobile",
        },
        {
            content: "add it",
            trigger: "button:contains('Add Number')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "the code is shown",
            trigger: "li[name='call_claim']:contains('+46701234567') strong[name='call_claim_code']",
        },
        {
            content: "think again",
            trigger: "li[name='call_claim'] button",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "it waits no longer; change the other one",
            trigger: "main:not(:has(li[name='call_claim'])) table[name='call_numbers'] a:contains('Change')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "call it something else",
            trigger: "#call_label",
            run: "edit Reception",
        },
        {
            content: "save",
            trigger: "button:contains('Save Name')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "back to the list",
            trigger: ".o_portal_submenu a[href='/my/numbers']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "on to the limits",
            trigger: "main:contains('Reception') a[href='/my/limits']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "no premium calls",
            trigger: "#call_off_premium",
            run: "click",
        },
        {
            content: "not more than this a day",
            trigger: "#call_day",
            run: "edit 25,50",
        },
        {
            content: "save the limits",
            trigger: "button:contains('Save Limits')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "they hold",
            trigger: "div[role='status']:contains('Saved')",
        },
    ],
});

tours.add("call_plan_compared_and_asked_for", {
    steps: () => [
        {
            content: "compare",
            trigger: "button:contains('Compare on My Last Months')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "choose a plan of the table",
            trigger: "section[name='call_plan_comparison'] tr:contains('Large') a:contains('Choose')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "its cost is shown",
            trigger: "section[name='call_plan_cost']",
        },
        {
            content: "say something",
            trigger: "#call_ask_note",
            run: "edit As soon as you can",
        },
        {
            content: "send it",
            trigger: "button:contains('Send Request')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "it is there; withdraw it",
            trigger: "li[name='call_plan_request']:contains('Large') button:contains('Withdraw')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "it is withdrawn",
            trigger: "li[name='call_plan_request']:contains('Withdrawn')",
        },
    ],
});
