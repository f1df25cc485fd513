"""Where calls come from."""

import base64
import binascii
import io

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from odoo.addons.base.models.res_partner import _tzs

IMPORTERS = "call_center_billing.call_center_billing_group_switch,call_center_billing.call_center_billing_group_clerk"


class CallSource(models.Model):
    """A switch, or a feed of one: how its records are written."""

    _name = "call.source"
    _description = "Call Source"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "name"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True)
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    dialect = fields.Selection(
        [
            ("asterisk_csv", "Asterisk Master.csv"),
            ("asterisk_custom_csv", "Asterisk cdr_custom, CSV"),
            ("asterisk_custom_json", "Asterisk cdr_custom, JSON"),
            ("freeswitch_csv", "FreeSWITCH mod_cdr_csv"),
            ("freeswitch_json", "FreeSWITCH mod_json_cdr"),
            ("threecx", "3CX call data records"),
            ("cisco_cucm", "Cisco CUCM call detail records"),
            ("avaya_smdr", "Avaya IP Office SMDR"),
            ("vicidial_call_log", "VICIdial call_log"),
            ("table_rows", "Rows of a database"),
        ],
        required=True,
        default="asterisk_csv",
        tracking=True,
        help="The format of the switch's call records.",
    )
    timezone = fields.Selection(
        lambda self: _tzs,  # as a function, or every zone becomes a text to translate
        string="Time Zone",
        required=True,
        default="UTC",
        tracking=True,
        help="The zone that the switch writes its times in. Asterisk: UTC with usegmtime=yes in cdr.conf, "
        "otherwise the zone of its machine.",
    )
    country_id = fields.Many2one(
        "res.country",
        string="Country of Numbers",
        required=True,
        tracking=True,
        default=lambda self: self.env.company.country_id,
        help="Numbers without a country code are this country's.",
    )
    international_numbers = fields.Boolean(
        string="Always with Country Code",
        tracking=True,
        help="Numbers begin with their country code even without +. Otherwise a number without + or 00 is taken as "
        "one of the country above if it can be one.",
    )
    import_ids = fields.One2many("call.import", "source_id", string="Imports")
    trunk_ids = fields.One2many("call.trunk", "source_id", string="Trunks")
    feed_ids = fields.One2many("call.source.feed", "source_id", string="Feeds")
    active = fields.Boolean(default=True)

    _name_unique = models.Constraint("UNIQUE (company_id, name)", "There is a source of that name already.")

    def import_file(self, name, content):
        """Import one file of call records. This is what a switch calls through the JSON-2 API.

        :param str name: the file's name, for people
        :param str content: the file, base64
        :return: the import's id, state and control totals, as `call.import._totals` says
        :rtype: dict
        """
        self.ensure_one()
        self.check_access("read")
        if not self.env.su and not self.env.user.has_groups(IMPORTERS):
            raise AccessError(self.env._("Only billing clerks and switches may import call records."))
        try:
            raw = base64.b64decode(content, validate=True)
        except (binascii.Error, TypeError, ValueError) as error:
            raise ValidationError(self.env._("The content of %(name)s is not base64.", name=name)) from error
        return self._import_bytes(name, raw)._totals()

    @api.private
    def _import_bytes(self, name, raw):
        """Import `raw` as a file called `name`.

        :return: the finished `call.import`
        """
        self.ensure_one()
        return self._import_stream(name, io.BytesIO(raw))

    @api.private
    def _import_stream(self, name, stream):
        """Import the file called `name` from `stream`, a seekable binary file object, in bounded memory.

        :return: the finished `call.import`
        """
        self.ensure_one()
        batch = self.env["call.import"].sudo().create({"source_id": self.id, "name": name})
        batch._read_file(stream)
        return batch

    @api.private
    def _import_later(self, name, content):
        """Let a job import the file called `name`.

        :param content: as `call.import._enqueue` takes it
        :return: the `call.import`, which waits
        """
        self.ensure_one()
        batch = self.env["call.import"].sudo().create({"source_id": self.id, "name": name})
        batch._enqueue(content)
        return batch

    def _try_lock(self):
        """Keep other imports of this source away until the transaction ends.

        :return: whether that went well; if not, another import is under way
        """
        self.ensure_one()
        self.env.cr.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", (0x43414C4C, self.id))
        return self.env.cr.fetchone()[0]

    def action_view_imports(self):
        """The source's imports."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_import_action")
        return action | {"domain": [("source_id", "=", self.id)], "context": {"default_source_id": self.id}}

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        if self.env["call.import"].search_count([("source_id", "in", self.ids)], limit=1):
            raise UserError(self.env._("A source with imports cannot be deleted; archive it instead."))
