/** Customers question a charge and say what they think: what is clicked is looked for by what it says. */
import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

tours.add("call_dispute_calls", {
    steps: () => [
        { trigger: "a:contains('Question a charge')", run: "click", expectUnloadPage: true },
        { trigger: "a:contains('Choose calls')", run: "click", expectUnloadPage: true },
        {
            content: "go on without a tick",
            trigger: "button:contains('Go on with the ticked calls')",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: "[role='alert']:contains('Tick at least one call')" },
        {
            content: "the newest call, by its label",
            trigger: ".o_call_dispute tbody tr:eq(0) label",
            run: "click",
        },
        {
            trigger: "button:contains('Go on with the ticked calls')",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: "h1:contains('Question these calls')" },
        { trigger: "select[name='reason']", run: "selectByLabel Bad connection" },
        { trigger: "textarea[name='text']", run: "edit I heard nothing" },
        { trigger: "button:contains('Send')", run: "click", expectUnloadPage: true },
        { trigger: "h1:contains('Received')" },
        { trigger: "blockquote:contains('I heard nothing')" },
        { content: "the rest of the invoice", trigger: "form[action='/my/pay'] button:contains('Pay')" },
        { trigger: "textarea[name='text']", run: "edit Neither did she" },
        { trigger: "button:contains('Send the message')", run: "click", expectUnloadPage: true },
        { trigger: "#talk li:contains('Neither did she')" },
        { trigger: "button:contains('Withdraw the dispute')", run: "click", expectUnloadPage: true },
        { trigger: "h1:contains('Withdrawn')" },
        { trigger: "a:contains('Say how we handled it')", run: "click", expectUnloadPage: true },
        { trigger: "label:contains('Very good')", run: "click" },
        { trigger: "textarea[name='text']", run: "edit Very quick" },
        { trigger: "button:contains('Send')", run: "click", expectUnloadPage: true },
        { trigger: "#said article:contains('5 of 5'):contains('Very quick'):contains('Sent to us')" },
    ],
});

tours.add("call_dispute_line", {
    steps: () => [
        { trigger: ".o_invoice_dispute", run: "click", expectUnloadPage: true },
        { content: "its only line is ticked", trigger: "input[name='line']:checked" },
        { trigger: "select[name='reason']", run: "selectByLabel Wrong price" },
        { trigger: "textarea[name='text']", run: "edit We agreed on less" },
        { trigger: "button:contains('Send')", run: "click", expectUnloadPage: true },
        { trigger: "h1:contains('Received')" },
    ],
});
