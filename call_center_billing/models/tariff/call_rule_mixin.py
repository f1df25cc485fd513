"""Records that decide prices leave a trace of every change."""

from odoo import api, models

from ...fields import Micro
from ...money import format_micro


class CallRuleMixin(models.AbstractModel):
    """Notes changes of the fields named by `_call_rule_fields` as `call.rule.change`, in the same transaction."""

    _name = "call.rule.mixin"
    _description = "Traced Rules of Pricing"

    def _call_rule_fields(self):
        """Names of the fields that are rules; none, unless a model names some."""
        return ()

    def _call_rule_company(self):
        """The company in which a change is seen; none is all."""
        self.ensure_one()
        return self.company_id if "company_id" in self._fields else self.env["res.company"]

    @api.model_create_multi
    def create(self, vals_list):
        """Note the rules that new records bring."""
        records = super().create(vals_list)
        if names := self._call_rule_fields():
            for record in records.sudo():
                after = record._call_rule_texts([name for name in names if record[name]])
                record._note_rule_changes("create", dict.fromkeys(after, ""), after)
        return records

    def write(self, vals):
        """Note what changes in rules."""
        names = [name for name in self._call_rule_fields() if name in vals]
        before = {record: record._call_rule_texts(names) for record in self.sudo()} if names else {}
        result = super().write(vals)
        for record, texts in before.items():
            record._note_rule_changes("write", texts, record._call_rule_texts(names))
        return result

    def unlink(self):
        """Note which rules go."""
        names = self._call_rule_fields()
        if names:
            for record in self.sudo():
                before = record._call_rule_texts([name for name in names if record[name]])
                record._note_rule_changes("unlink", before, dict.fromkeys(before, ""))
        return super().unlink()

    def action_view_rule_changes(self):
        """The history of this record's rules."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_rule_change_action")
        return action | {"domain": [("model", "=", self._name), ("res_id", "=", self.id)], "context": {}}

    def _call_rule_texts(self, names):
        self.ensure_one()
        return {name: self._call_rule_text(name) for name in names}

    def _call_rule_text(self, name):
        """A field's value as people read it; '' for none."""
        field, value = self._fields[name], self[name]
        if field.relational:
            return ", ".join(value.mapped("display_name"))
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, "")
        if field.type == "boolean":
            return self.env._("Yes") if value else self.env._("No")
        if isinstance(field, Micro):
            return format_micro(value or 0)
        return "" if value is None or value is False else str(value)

    def _note_rule_changes(self, event, before, after):
        changes = [
            {
                "user_id": self.env.uid,
                "company_id": self._call_rule_company().id,
                "model_id": self.env["ir.model"]._get_id(self._name),
                "res_id": self.id,
                "record_name": self.display_name,
                "event": event,
                "field_id": self.env["ir.model.fields"]._get_ids(self._name)[name],
                "old_value": before[name],
                "new_value": after[name],
            }
            for name in before
            if before[name] != after[name]
        ]
        self.env["call.rule.change"].sudo().create(changes)
