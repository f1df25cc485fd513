"""A server that we reach with a login: where it is, and by which key an SFTP server is known."""

import contextlib

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..account.credit import MANAGER
from . import sftp


class CallServerMixin(models.AbstractModel):
    """Nothing is said to an SFTP server before somebody has trusted its key, nor when it shows another."""

    _name = "call.server.mixin"
    _description = "Server with a Login"

    host = fields.Char(groups=MANAGER, help="Name or address of the server.")
    port = fields.Integer(groups=MANAGER, help="0: the usual one.")
    login = fields.Char(groups=MANAGER)
    password = fields.Char(
        groups=MANAGER,
        copy=False,
        exportable=False,
        help="Of the login. Where there is a private key, its passphrase, if it has one.",
    )
    private_key = fields.Text(groups=MANAGER, copy=False, exportable=False, help="Instead of a password.")
    host_key = fields.Char(string="Trusted Key", groups=MANAGER, readonly=True, copy=False)
    host_key_found = fields.Char(groups=MANAGER, readonly=True, copy=False)
    fingerprint = fields.Char(string="Fingerprint of Its Key", groups=MANAGER, readonly=True, copy=False)
    last_error = fields.Text(readonly=True, copy=False)

    @api.constrains("port")
    def _check_port(self):
        for server in self.sudo():
            if not 0 <= server.port <= 65535:
                raise ValidationError(self.env._("%(port)s is no port: 1 to 65535, or 0.", port=server.port))

    def write(self, vals):
        """Another server has another key."""
        if vals.keys() & {"host", "port"}:
            vals = {"host_key": False, "host_key_found": False, "fingerprint": False, **vals}
        return super().write(vals)

    def action_trust(self):
        """From now on the server is known by the key that it showed."""
        for server in self:
            server.write({"host_key": server.host_key_found, "host_key_found": False, "last_error": False})

    def action_forget(self):
        """The server is not known any more: the next try shows the key that it has now."""
        self.write({"host_key": False, "host_key_found": False, "fingerprint": False, "last_error": False})

    @contextlib.contextmanager
    def _sftp_client(self):
        """A connection to the SFTP server.

        :raise UserError: settings lack something, or the server's key is not the trusted one
        """
        if not self.host or not self.login:
            raise UserError(self.env._("Fill in the SFTP server and the login."))
        access = (self.login, self.password or "", self.private_key or "")
        try:
            with sftp.connected(self.host, self.port or 22, *access, self.host_key or "") as client:
                yield client
        except sftp.UnknownHost as unknown:
            if not self.host_key:
                self.write({"host_key_found": unknown.key, "fingerprint": unknown.fingerprint})
            raise UserError(self._host_text()) from unknown
        except sftp.BadKey as error:
            raise UserError(self.env._("The private key cannot be read, or its passphrase is wrong.")) from error

    def _host_text(self):
        if self.host_key:
            return self.env._(
                "%(host)s is not the server that it was: its key has changed. Nothing was sent to it. Ask who keeps "
                "it; if the key was changed on purpose, press Forget Key, then try the connection.",
                host=self.host,
            )
        return self.env._(
            "%(host)s is not known yet. Compare its fingerprint %(fingerprint)s with what “ssh-keygen -lf” says on "
            "the server, then press Trust.",
            host=self.host,
            fingerprint=self.fingerprint,
        )
