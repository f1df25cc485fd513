"""A version is published once, and never changes after that."""

from odoo import api, fields, models
from odoo.exceptions import UserError

#: what may still change of a published version
LOOSE = {"state", "note", "number", "message_main_attachment_id"}


class CallPlanVersion(models.Model):
    """Drafts are looked over when they are published."""

    _inherit = "call.plan.version"

    def action_publish(self):
        """Sell these versions from their days on.

        :raise UserError: one has no items, an archived article, or begins where another one does
        """
        for version in self:
            if version.state != "draft":
                raise UserError(self.env._("%(version)s is published already.", version=version.display_name))
            version._check_items()
            version.write({"valid_from": version.valid_from or fields.Date.context_today(version)})
            version._check_day()
            version.state = "published"

    def action_withdraw(self):
        """Sell these no more; who has one keeps it."""
        if any(version.state != "published" for version in self):
            raise UserError(self.env._("Only published versions are withdrawn; a draft is deleted."))
        self.state = "withdrawn"

    def action_new_version(self):
        """A draft like this one, to be changed and published."""
        self.ensure_one()
        return self.copy()._get_records_action(name=self.env._("New Version"))

    def _check_items(self):
        if not self.item_ids:
            raise UserError(self.env._("%(version)s has no items: add what it charges.", version=self.display_name))
        if archived := self.item_ids.product_id.filtered(lambda product: not product.active):
            raise UserError(
                self.env._(
                    "%(version)s charges for archived articles: %(articles)s.",
                    version=self.display_name,
                    articles=", ".join(archived.mapped("display_name")),
                )
            )

    def _check_day(self):
        others = self.plan_id.version_ids - self
        if twin := others.filtered(lambda one: one.state == "published" and one.valid_from == self.valid_from)[:1]:
            raise UserError(
                self.env._("%(twin)s is sold from the same day on. Choose another.", twin=twin.display_name)
            )

    def write(self, vals):
        """
        :raise UserError: a published version would change
        """
        if vals.keys() - LOOSE and any(version.state != "draft" for version in self):
            self._refuse_change()
        return super().write(vals)

    def _refuse_change(self):
        names = ", ".join(self.filtered(lambda version: version.state != "draft").mapped("display_name"))
        raise UserError(self.env._("%(versions)s is published and never changes. Make a new version.", versions=names))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        if any(version.state != "draft" for version in self):
            raise UserError(self.env._("Published versions stay; withdraw one to sell it no more."))


class CallPlanItem(models.Model):
    """Items are as fixed as their version."""

    _inherit = "call.plan.item"

    @api.model_create_multi
    def create(self, vals_list):
        """
        :raise UserError: their version is published
        """
        items = super().create(vals_list)
        items._check_draft()
        return items

    def write(self, vals):
        """
        :raise UserError: their version is published
        """
        self._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        self._check_draft()

    def _check_draft(self):
        if published := self.version_id.filtered(lambda version: version.state != "draft"):
            published._refuse_change()
