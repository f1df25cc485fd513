/** Customers look at their calls, as on a computer or a telephone: what is clicked is looked for by what it says. */
import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

tours.add("call_calls_why_this_price", {
    steps: () => [
        {
            content: "choose the calls of a destination",
            trigger: ".o_call_choice input[name='destination']",
            run: "edit Sweden",
        },
        {
            content: "show them",
            trigger: ".o_call_choice button:contains('Show calls')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "open the newest by its price",
            trigger: "table a:contains('0.70')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "the price is explained",
            trigger: "h1:contains('Why this price')",
        },
        {
            content: "rate it again",
            trigger: "button:contains('Check this price again')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "it is the same",
            trigger: "[role='status']:contains('the same price')",
        },
    ],
});

tours.add("call_calls_live", {
    steps: () => [
        {
            content: "nobody calls",
            trigger: ".o_call_live:contains('No calls in progress')",
        },
        {
            content: "a call begins meanwhile, and is told without loading the page again",
            trigger: ".o_call_live:contains('1 call in progress'):contains(\"Customer A's desk\")",
            timeout: 20000,
        },
    ],
});
