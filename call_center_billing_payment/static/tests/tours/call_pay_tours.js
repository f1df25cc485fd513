/** Customers pay and top up, as on a computer or a telephone: what is clicked is looked for by what it says. */
import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

/** From the page of sums through Odoo's payment form to what became of it. */
function payByDemo(outcome, heading) {
    return [
        {
            content: "the demo provider",
            trigger: "input[name='o_payment_radio'][data-provider-code='demo']",
            run: "click",
        },
        {
            content: "its answer is to be this",
            trigger: "#simulated_payment_state",
            run: `select ${outcome}`,
        },
        {
            content: "card number",
            trigger: "#customer_input",
            run: "edit 4242 4242 4242 4242",
        },
        {
            content: "pay",
            trigger: "button[name='o_payment_submit_button']:enabled",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "the provider is at work",
            trigger: "div[name='o_payment_status']",
            expectUnloadPage: true,
        },
        {
            content: "what became of it",
            trigger: `h1:contains('${heading}')`,
        },
    ];
}

tours.add("call_pay_two_invoices", {
    steps: () => [
        {
            content: "open the page from the home page",
            trigger: "a[href='/my/pay']:contains('Pay Invoices')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "tick the oldest by its label",
            trigger: ".o_call_pay_form tbody:eq(0) label",
            run: "click",
        },
        {
            content: "tick the second",
            trigger: ".o_call_pay_form tbody:eq(1) label",
            run: "click",
        },
        {
            content: "the total of both is said",
            trigger: ".o_call_pay_total:contains('6.00')",
        },
        {
            content: "go on",
            trigger: "button:contains('Go on to payment')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "both are listed",
            trigger: "table:contains('In all'):contains('6.00')",
        },
        ...payByDemo("done", "Paid"),
        {
            content: "there is a receipt, and the way back",
            trigger: "a:contains('Download the receipt')",
        },
        {
            trigger: "a:contains('What else is open')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "one is left",
            trigger: ".o_call_pay_form:contains('3.00') tbody:count(1)",
        },
    ],
});

tours.add("call_pay_part", {
    steps: () => [
        {
            content: "another sum",
            trigger: ".o_call_pay_form input[name='amount']",
            run: "edit 4.50",
        },
        {
            content: "typing it chooses it",
            trigger: "input[name='how'][value='sum']:checked",
        },
        {
            content: "go on",
            trigger: "button:contains('Go on to payment')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "the oldest whole, of the next a part",
            trigger: "table:contains('3.00'):contains('1.50'):contains('4.50')",
        },
        ...payByDemo("done", "Paid"),
        {
            content: "what is left of the second is said",
            trigger: "table:contains('still open'):contains('1.50')",
        },
    ],
});

tours.add("call_pay_declined", {
    steps: () => [
        {
            content: "everything",
            trigger: "label:contains('Everything')",
            run: "click",
        },
        {
            content: "go on",
            trigger: "button:contains('Go on to payment')",
            run: "click",
            expectUnloadPage: true,
        },
        ...payByDemo("error", "The payment did not go through"),
        {
            content: "why",
            trigger: "[role='alert']:contains('demo payment status: error'):contains('Nothing is booked')",
        },
        ...payByDemo("done", "Paid"),
    ],
});

tours.add("call_pay_top_up", {
    steps: () => [
        {
            content: "the balance is said",
            trigger: "strong[name='call_balance']:contains('0.00')",
        },
        {
            content: "an own sum",
            trigger: "input[name='amount']",
            run: "edit 300",
        },
        {
            content: "typing it chooses it",
            trigger: "input[name='sum'][value='own']:checked",
        },
        {
            content: "a suggested sum after all",
            trigger: "label:contains('250.00')",
            run: "click",
        },
        {
            content: "go on",
            trigger: "button:contains('Go on to payment')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "the balance that there will be",
            trigger: "tr:contains('After this payment'):contains('250.00')",
        },
        ...payByDemo("done", "Paid"),
        {
            content: "the balance that there is",
            trigger: "tr:contains('To call for now'):contains('250.00')",
        },
    ],
});
