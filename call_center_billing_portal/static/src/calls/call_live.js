import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

/** Milliseconds between two questions, while somebody looks at the page. */
const PERIOD = 5000;

/** Keeps balance and calls in progress up to date. Only what has changed is written, so only that is read out. */
export class CallLive extends Interaction {
    static selector = ".o_call_live";
    dynamicContent = {
        _document: { "t-on-visibilitychange": () => this.plan() },
    };

    start() {
        this.plan();
    }

    destroy() {
        clearTimeout(this.timer);
    }

    plan() {
        clearTimeout(this.timer);
        if (!document.hidden && !this.refused) {
            this.timer = setTimeout(() => this.ask(), PERIOD);
        }
    }

    async ask() {
        try {
            const response = await this.waitFor(fetch(this.el.dataset.url, { redirect: "error" }));
            // whoever was logged out, or lost the role, is not asked for any more
            this.refused = !response.ok;
            if (response.ok) {
                this.show(await this.waitFor(response.json()));
            }
        } catch {
            // the network is away, or the login has ended; the next question tells
        }
        this.plan();
    }

    show(data) {
        for (const [key, text] of Object.entries(data.money)) {
            this.write(this.el.querySelector(`[data-live="${key}"]`), text);
        }
        this.write(this.el.querySelector("[data-live='state']"), data.state);
        this.write(this.el.querySelector("[data-live='list']"), data.list);
    }

    write(element, value) {
        const texts = [].concat(value);
        const list = element?.tagName === "UL";
        const shown = list ? [...element.children].map((item) => item.textContent) : [element?.textContent];
        if (!element || JSON.stringify(shown) === JSON.stringify(texts)) {
            return;
        }
        if (!list) {
            element.textContent = value;
            return;
        }
        const items = texts.map((text) => Object.assign(document.createElement("li"), { textContent: text }));
        element.replaceChildren(...items);
    }
}

registry.category("public.interactions").add("call_center_billing_portal.call_live", CallLive);
