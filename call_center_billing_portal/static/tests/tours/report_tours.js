/** A client reads its reports: another view, days of its own, a mistake in them. */
import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

/** A day, as the browser's own calendar enters it. */
function enter(selector, day) {
    const input = document.querySelector(selector);
    input.value = day;
    input.dispatchEvent(new Event("change", { bubbles: true }));
}

tours.add("call_report_days", {
    steps: () => [
        {
            content: "by agent",
            trigger: "nav[aria-label='Reports'] a:contains('Agents')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "days of one's own",
            trigger: "h1:contains('Agents')",
        },
        {
            content: "choose them",
            trigger: "#call_report_period",
            run: "select own",
        },
        {
            content: "show, without days",
            trigger: "button:contains('Show')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "what is wrong is told",
            trigger: ".alert-danger:contains('Choose a first day')",
        },
        {
            content: "the first day",
            trigger: "#call_report_first",
            run: () => enter("#call_report_first", "2025-03-01"),
        },
        {
            content: "the last day",
            trigger: "#call_report_last",
            run: () => enter("#call_report_last", "2025-03-31"),
        },
        {
            content: "show",
            trigger: "button:contains('Show')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "an agent of March",
            trigger: ".o_call_report_table th:contains('bo')",
        },
    ],
});

/** What the page says of the running month changes while it is open. */
tours.add("call_report_live", {
    steps: () => [
        {
            content: "what was used",
            trigger: ".o_call_report_live [data-name='used']:contains('1.50')",
            run: () => {
                document.querySelector(".o_call_report_live [data-name='used']").textContent = "";
            },
        },
        {
            content: "it is asked for again",
            trigger: ".o_call_report_live [data-name='used']:contains('1.50')",
        },
    ],
});
