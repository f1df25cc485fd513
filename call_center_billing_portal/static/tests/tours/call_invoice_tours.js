/** The client's answer, clicked as a customer does. */
import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("call_invoice_accept", {
    steps: () => [
        {
            content: "the invoice is shown in its full height",
            trigger: "#invoice_html[height]:not([height='0'])",
        },
        {
            content: "accept the invoice",
            trigger: "#client_answer button:contains('Accept the invoice')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "who accepted it is told",
            trigger: "#client_answer p:contains('accepted this invoice')",
        },
    ],
});
