/** Shows an import as it is now, every second, for as long as its file waits or is being read. */
import { registry } from "@web/core/registry";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { Component, useEffect, xml } from "@odoo/owl";

const UNDER_WAY = ["waiting", "reading"];
const PACE = 1000;

export class CallImportRefresh extends Component {
    static template = xml`<t/>`;
    static props = { ...standardWidgetProps };

    setup() {
        useEffect(
            (state) => {
                if (!UNDER_WAY.includes(state)) {
                    return;
                }
                const timer = setInterval(() => this.props.record.load(), PACE);
                return () => clearInterval(timer);
            },
            () => [this.props.record.data.state]
        );
    }
}

registry.category("view_widgets").add("call_import_refresh", {
    component: CallImportRefresh,
    fieldDependencies: [{ name: "state", type: "selection" }],
});
