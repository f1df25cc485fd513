"""The key by which a switch that posts its own records is known."""

import hashlib
import hmac
import secrets

from odoo import api, fields, models

#: where switches post to
PUSH_PATH = "/call_center/v1/cdr"
MANAGER = "call_center_billing.call_center_billing_group_manager"


class CallSource(models.Model):
    """One key a source. Only its digest is kept: what can be read here opens nothing."""

    _inherit = "call.source"

    push_digest = fields.Char(groups=MANAGER, copy=False, readonly=True, exportable=False, index="btree_not_null")
    push_key_date = fields.Datetime(
        string="Key Since",
        copy=False,
        readonly=True,
        help="When the key was made with which this switch posts its call records. Empty: it cannot post any.",
    )

    def action_new_push_key(self):
        """Make a key, and show it this once. The key before it opens nothing from now on."""
        self.ensure_one()
        key = secrets.token_urlsafe(32)
        replaced = self.push_key_date
        self.write({"push_digest": self._push_digest_of(key), "push_key_date": fields.Datetime.now()})
        if replaced:
            self.message_post(body=self.env._("New key for posting call records. The key before it no longer works."))
        else:
            self.message_post(body=self.env._("New key for posting call records."))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Key of %(name)s", name=self.name),
            "res_model": "call.source.key.show",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_key": key, "default_command": self._push_command(key)},
        }

    def action_remove_push_key(self):
        """From now on the switch cannot post its records."""
        self.ensure_one()
        self.write({"push_digest": False, "push_key_date": False})
        self.message_post(body=self.env._("Key for posting call records removed."))

    def _push_command(self, key):
        """What to type on the switch to try the key."""
        return (
            f"curl -H 'Authorization: Bearer {key}' -H 'Content-Type: text/plain' "
            f"--data-binary @Master.csv {self.get_base_url()}{PUSH_PATH}"
        )

    @api.model
    def _of_push_key(self, key):
        """The source that has this key, as the superuser in its company; archived sources have none.

        :param str key: as it came, or "": the same work is done for either
        """
        digest = self._push_digest_of(key)
        # the index is asked for a digest, which tells a guesser nothing of how near the key was
        sources = self.with_user(api.SUPERUSER_ID).search([("push_digest", "=", digest)], limit=1)
        if not hmac.compare_digest(sources.push_digest or "", digest):
            return sources.browse()
        return sources.with_company(sources.company_id)

    @staticmethod
    def _push_digest_of(key):
        """The key is random and long, so that a plain hash cannot be turned round."""
        return hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()
