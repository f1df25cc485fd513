/**
 * Amounts in whole micro-units of a currency (490000 is 0.49), and seconds as h:mm:ss.
 *
 * Text and integers only: a price never passes through a binary fraction.
 */
import { localization } from "@web/core/l10n/localization";
import { registry } from "@web/core/registry";
import { insertThousandsSep } from "@web/core/utils/numbers";
import { useInputField } from "@web/views/fields/input_field_hook";
import { IntegerField, integerField } from "@web/views/fields/integer/integer_field";
import { useNumpadDecimal } from "@web/views/fields/numpad_decimal_hook";
import { InvalidNumberError } from "@web/views/fields/parsers";
import { useState } from "@odoo/owl";

const PLACES = 6;

/** 490000 → "0.49", 57167 → "0.057167", 1500000 → "1.50". */
export function formatMicro(value) {
    if (value === false || value === null || value === undefined) {
        return "";
    }
    const digits = String(Math.abs(Math.round(value))).padStart(PLACES + 1, "0");
    const whole = insertThousandsSep(digits.slice(0, -PLACES), localization.thousandsSep, localization.grouping);
    const rest = digits.slice(-PLACES).replace(/0+$/, "").padEnd(2, "0");
    return `${value < 0 ? "-" : ""}${whole}${localization.decimalPoint}${rest}`;
}

/** "0.49" → 490000, with either decimal separator. */
export function parseMicro(text) {
    const plain = text
        .trim()
        .replaceAll(/[\s\u00a0\u202f]/g, "")
        .replaceAll(localization.decimalPoint, ".");
    const match = /^(-?)(\d{0,9})(?:[.,](\d{0,6}))?$/.exec(plain);
    if (!match || !(match[2] || match[3])) {
        throw new InvalidNumberError(`"${text}" is not an amount`);
    }
    const amount = Number((match[2] || "0") + (match[3] || "").padEnd(PLACES, "0"));
    return match[1] ? -amount : amount;
}

/** 3723 → "1:02:03". */
export function formatTalkTime(value) {
    if (value === false || value === null || value === undefined) {
        return "";
    }
    const seconds = Math.round(value);
    const pad = (part) => String(part).padStart(2, "0");
    return `${Math.floor(seconds / 3600)}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
}

export class MicroField extends IntegerField {
    setup() {
        this.state = useState({ hasFocus: false });
        useInputField({
            getValue: () => this.formattedValue,
            refName: "numpadDecimal",
            parse: parseMicro,
        });
        useNumpadDecimal();
    }

    get formattedValue() {
        return formatMicro(this.value);
    }
}

export class TalkTimeField extends IntegerField {
    get formattedValue() {
        return formatTalkTime(this.value);
    }
}

registry.category("formatters").add("micro", formatMicro);
registry.category("parsers").add("micro", parseMicro);
registry.category("formatters").add("talk_time", formatTalkTime);
registry.category("fields").add("micro", { ...integerField, component: MicroField });
registry.category("fields").add("talk_time", { ...integerField, component: TalkTimeField });
