"""SFTP servers: whom we talk to is settled before anything secret is said."""

import contextlib
import errno
import io
import logging
import os
import socket
import stat

import paramiko

from .drop import Entry

#: seconds to wait for an answer
PATIENCE = 20
KEYS = (paramiko.Ed25519Key, paramiko.ECDSAKey, paramiko.RSAKey)

# its threads log as errors, with a traceback, what is raised here as well
logging.getLogger("paramiko").setLevel(logging.CRITICAL)


class UnknownHost(Exception):
    """The server's key is not the one that it is known by, or none is known yet.

    :param str key: the key it has, as in a known_hosts file; :param str fingerprint: of that key
    """

    def __init__(self, key, fingerprint):
        super().__init__(fingerprint)
        self.key, self.fingerprint = key, fingerprint


class BadKey(ValueError):
    """A private key that cannot be read."""


def private_key(text, passphrase):
    """A private key in any of the usual forms.

    :raise BadKey: it is none, or its passphrase is wrong
    """
    for kind in KEYS:
        with contextlib.suppress(paramiko.SSHException, ValueError, IndexError):
            return kind.from_private_key(io.StringIO(f"{text.strip()}\n"), password=passphrase or None)
    raise BadKey


@contextlib.contextmanager
def connected(host, port, login, password, key, known):
    """An SFTP client.

    :param str password: of the login; of the private key if there is one
    :param str key: private key, or ""; :param str known: the server's key as `UnknownHost` gave it, or ""
    :raise UnknownHost: before login and password are sent
    :raise OSError: paramiko.SSHException: no connection, or not with this login
    """
    pair = private_key(key, password) if key else None
    with socket.create_connection((host, port), timeout=PATIENCE) as connection:
        transport = paramiko.Transport(connection)
        try:
            transport.banner_timeout = transport.auth_timeout = transport.channel_timeout = PATIENCE
            _greet(transport, known)
            if pair:
                transport.auth_publickey(login, pair)
            else:
                transport.auth_password(login, password)
            client = paramiko.SFTPClient.from_transport(transport)
            client.get_channel().settimeout(PATIENCE)
            yield client
        finally:
            transport.close()


def _greet(transport, known):
    kind = known.partition(" ")[0]
    if kind:
        options = transport.get_security_options()
        # an RSA key goes by the names of the ways to sign with it
        wanted = ("rsa-sha2-512", "rsa-sha2-256") if kind == "ssh-rsa" else (kind,)
        options.key_types = [name for name in options.key_types if name in wanted] or options.key_types
    try:
        transport.start_client(timeout=PATIENCE)
    except paramiko.ssh_exception.IncompatiblePeer:
        if not kind:
            raise
        raise UnknownHost("", "") from None  # it has no key of that kind any more
    if not transport.initial_kex_done:
        raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT))
    theirs = transport.get_remote_server_key()
    if f"{theirs.get_name()} {theirs.get_base64()}" != known:
        raise UnknownHost(f"{theirs.get_name()} {theirs.get_base64()}", theirs.fingerprint)


class SftpPlace:
    """A folder of an SFTP server, for `drop.Drop`."""

    def __init__(self, client, folder):
        self.client = client
        try:
            client.chdir(folder or ".")
        except FileNotFoundError as error:  # the server does not say what
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), folder) from error

    def entries(self, folder=""):
        """The regular files there."""
        return [
            Entry(told.filename, told.st_size or 0, told.st_mtime or 0)
            for told in self.client.listdir_attr(folder or ".")
            if stat.S_ISREG(told.st_mode or 0)
        ]

    def rename(self, old, new):
        """Move a file within the folder: the server does it at once, and never over another."""
        try:
            self.client.rename(old, new)
        except OSError:
            # servers differ in how they say that a file is gone
            self.client.lstat(old)
            raise

    def open(self, name):
        """The file to read, fetched ahead of the reader."""
        file = self.client.open(name, "rb")
        file.prefetch(self.client.lstat(name).st_size, max_concurrent_requests=64)
        return file

    def remove(self, name):
        """Delete a file."""
        self.client.remove(name)

    def put(self, name, text):
        """Write a small text."""
        with self.client.open(name, "wb") as file:
            file.write(text.encode())

    def ensure(self, folder):
        """Make a folder unless it is there."""
        try:
            self.client.stat(folder)
        except FileNotFoundError:
            try:
                self.client.mkdir(folder)
            except OSError:
                self.client.stat(folder)  # somebody else made it just now
