"""Services that take files: from a folder of this machine, or of an SFTP server."""

import contextlib
import secrets

from paramiko import SSHException

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..account.credit import MANAGER
from ..mediation.feed_root import feed_root, inside
from .box import LocalBox, SftpBox, lay
from .outcome import Refused, Unreached

#: folders within the service's own: what we lay there, and what it lays there for us
OUT, IN = "out", "in"


class CallBillingService(models.Model):
    """Files are laid into `out` and taken from `in`."""

    _inherit = "call.billing.service"

    folder = fields.Char(
        groups=MANAGER,
        help="On this server: below the folder that its configuration allows. On an SFTP server: any.",
    )
    settle = fields.Integer(
        string="Unchanged for (seconds)",
        default=30,
        help="A file of the service is taken when it has not changed for so long.",
    )
    seen = fields.Json(readonly=True, copy=False, groups=MANAGER)
    sie_daily = fields.Boolean(
        string="Journal Every Night",
        tracking=True,
        help="Lay the journal of the fiscal year up to yesterday there as a SIE 4 file, every night.",
    )

    @api.constrains("folder", "kind")
    def _check_folder_is_own(self):
        """Two services never share a folder: each would take what is the other's."""
        for service in self.sudo().filtered(lambda service: service.kind == "folder"):
            same = self.sudo().search([("kind", "=", "folder"), ("id", "!=", service.id)])
            if service._folder_name() in same.mapped(lambda other: other._folder_name()):
                raise ValidationError(self.env._("Another service has the folder %(folder)s.", folder=service.folder))

    def _folder_name(self):
        return "/".join(part for part in (self.folder or "").split("/") if part not in ("", "."))

    def _deliver_folder(self, _key, files, _body):
        lay(self._local_box(), OUT, files)

    def _deliver_sftp(self, _key, files, _body):
        with self._sftp_box() as box:
            lay(box, OUT, files)

    def _try_folder(self):
        self._try_box(self._local_box())

    def _try_sftp(self):
        with self._sftp_box() as box:
            self._try_box(box)

    @staticmethod
    def _try_box(box):
        """Whether files can be laid there, and the folder of the service's own be read."""
        name = f"try-{secrets.token_hex(4)}.txt"
        lay(box, OUT, [(name, b"This file is a try and may be deleted.\n")])
        box.remove(f"{OUT}/{name}")
        box.ensure(IN)
        box.entries(IN)

    @contextlib.contextmanager
    def _inbox(self):
        """The folder in which the service lays what is for us."""
        if self.kind == "folder":
            box = self._local_box()
            box.ensure(IN)
            yield LocalBox(self._path(IN))
        else:
            with self._sftp_box() as box:
                box.ensure(IN)
                yield SftpBox(box.client, IN)

    def _path(self, *parts):
        """A folder of this machine, all links resolved; it lies below the one that the configuration allows."""
        if not feed_root():
            raise UserError(
                self.env._(
                    "No folder of this server may be used: its configuration names none. Whoever keeps the server adds "
                    "a section [call_center_billing] with feed_root = /path to odoo.conf."
                )
            )
        path = inside("/".join([self.folder or "", *parts]))
        if not path:
            raise UserError(self.env._("%(folder)s is outside of the folder that may be used.", folder=self.folder))
        return path

    def _local_box(self):
        path = self._path()
        if not self._folder_name():
            raise UserError(self.env._("Name a folder for this service."))
        if not path.is_dir():
            raise UserError(self.env._("There is no folder %(folder)s.", folder=self.folder))
        for part in (OUT, IN):
            self._path(part)  # no link leads out of it
        return LocalBox(path)

    @contextlib.contextmanager
    def _sftp_box(self):
        with self._sftp_client() as client:
            yield SftpBox(client, self.folder)

    @contextlib.contextmanager
    def _troubles(self):
        """What goes wrong with places and connections, told as one of two ends of an attempt."""
        try:
            yield
        except UserError as error:
            # settings: nothing is lost by waiting until somebody mends them
            raise Unreached(str(error)) from error
        except (OSError, SSHException, EOFError) as error:
            said = getattr(error, "strerror", None) or str(error) or type(error).__name__
            raise Unreached(self.env._("%(name)s cannot be reached: %(error)s", name=self.name, error=said)) from error

    def _attempt(self, act, *args):
        """Do something with the service.

        :return: what went wrong, for people; nothing if all went well
        """
        try:
            with self._troubles():
                act(*args)
        except (Refused, Unreached) as error:
            return str(error)
        return ""
