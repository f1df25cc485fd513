"""How tasks come about: a call of a number that nobody could name."""

from odoo import api, fields, models
from odoo.fields import Domain

from .call_directory_task import KNOWN


class CallDirectoryTask(models.Model):
    """One open task a number; further calls count up on it."""

    _inherit = "call.directory.task"

    @api.model
    def _note(self, source, number, reason, finding):
        """A call of this number asked, in vain. The number must be locked, see `call.directory._lock_number`.

        :param str reason: a key of `REASONS`
        :param Finding finding: what directories said
        """
        task = self._of_number(source.company_id, number)
        if task:
            task._count(source, reason, finding)
        else:
            task = self._begin(source, number, reason, finding)
        finding.lookups.filtered(lambda lookup: not lookup.task_id).task_id = task
        return task

    @api.model
    def _of_number(self, company, number):
        """The open task of a number, or the one that was dismissed and keeps quiet for now."""
        mine = Domain("company_id", "=", company.id) & Domain("number", "=", number)
        quiet = Domain("state", "=", "dismissed") & Domain("quiet_until", ">=", fields.Date.today())
        found = self.search(mine & (Domain("state", "=", "open") | quiet), order="id desc")
        return (found.filtered(lambda task: task.state == "open") or found)[:1]

    def _begin(self, source, number, reason, finding):
        return self.create(
            {
                "number": number,
                "company_id": source.company_id.id,
                "source_id": source.id,
                "reason": reason,
                # somebody whose address is secret has to be asked whether it may be billed
                "issue_pin": reason == "secret",
                **self._known(finding.best),
            }
        )

    def _count(self, source, reason, finding):
        """Another call. What a clerk has filled in stays."""
        vals = {"call_count": self.call_count + 1, "last_call": fields.Datetime.now(), "source_id": source.id}
        if self.state == "open":
            vals["reason"] = reason
            vals |= {field: value for field, value in self._known(finding.best).items() if value and not self[field]}
        self.write(vals)

    def _known(self, lookup):
        """What a look-up says of the caller; of a secret one nothing, even where the directory says it to us."""
        if not lookup or lookup.outcome == "secret":
            return {}
        return {field: lookup[field].id if field == "country_id" else lookup[field] for field in KNOWN}
