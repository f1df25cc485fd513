import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

/** Brings the data used up to date while the page is looked at. */
export class CallReportLive extends Interaction {
    static selector = ".o_call_report_live";
    dynamicContent = {
        _document: { "t-on-visibilitychange": () => this.wait() },
    };

    start() {
        this.wait();
    }

    wait() {
        clearTimeout(this.timer);
        if (!document.hidden) {
            this.timer = this.waitForTimeout(() => this.refresh(), Number(this.el.dataset.seconds) * 1000);
        }
    }

    async refresh() {
        try {
            const response = await this.waitFor(fetch("/my/reports/live"));
            if (response.ok) {
                const found = await this.waitFor(response.json());
                for (const name of ["used", "sessions", "at"]) {
                    this.el.querySelector(`[data-name='${name}']`).textContent = found[name];
                }
            }
        } catch {
            // the connection is gone for a while: what is shown says as of when
        }
        this.wait();
    }
}

registry.category("public.interactions").add("call_center_billing_portal.call_report_live", CallReportLive);
