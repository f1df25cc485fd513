import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

/** Adds up what is ticked, and chooses the way to pay that the customer is filling in. */
export class CallPayTotal extends Interaction {
    static selector = ".o_call_pay_form";
    dynamicContent = {
        "input[name='tick']": { "t-on-change": () => this.choose("ticked") },
        "input[name='amount']": { "t-on-input": () => ["sum", "own"].forEach((how) => this.choose(how)) },
        ".o_call_pay_total": { "t-out": () => this.total() },
    };

    choose(how) {
        const radio = this.el.querySelector(`input[type='radio'][value='${how}']`);
        if (radio) {
            radio.checked = true;
        }
    }

    total() {
        const { symbol, position, places } = this.el.dataset;
        let units = 0;
        for (const row of this.el.querySelectorAll("[data-units]")) {
            const ticked = [...row.querySelectorAll("input[name='tick']:checked")];
            const parts = ticked.reduce((sum, input) => sum + Number(input.dataset.units), 0);
            units += Math.min(parts, Number(row.dataset.units));
        }
        const digits = { minimumFractionDigits: Number(places), maximumFractionDigits: Number(places) };
        const language = document.documentElement.lang || undefined;
        const amount = new Intl.NumberFormat(language, digits).format(units / 10 ** Number(places));
        return position === "before" ? `${symbol}\u00a0${amount}` : `${amount}\u00a0${symbol}`;
    }
}

registry.category("public.interactions").add("call_center_billing_payment.call_pay_total", CallPayTotal);
