"""An SFTP server on this machine: a folder, one login, and nothing pretended on the way."""

import contextlib
import io
import os
import socket
import threading

import paramiko

LOGIN, PASSWORD = "switch", "s3cret"


class Files(paramiko.SFTPServerInterface):
    """The folder `root`, as it is."""

    root = ""

    def _path(self, path):
        return f"{self.root}/{self.canonicalize(path)}"

    def _told(self, act, *paths):
        try:
            return act(*map(self._path, paths))
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno)

    def list_folder(self, path):
        def listed(folder):
            names = os.listdir(folder)
            return [paramiko.SFTPAttributes.from_stat(os.lstat(f"{folder}/{name}"), name) for name in names]

        return self._told(listed, path)

    def stat(self, path):
        return self._told(lambda name: paramiko.SFTPAttributes.from_stat(os.stat(name)), path)

    def lstat(self, path):
        return self._told(lambda name: paramiko.SFTPAttributes.from_stat(os.lstat(name)), path)

    def open(self, path, flags, _attr):
        def opened(name):
            handle = paramiko.SFTPHandle(flags)
            mode = "wb" if flags & os.O_WRONLY else "rb"
            handle.readfile = handle.writefile = io.FileIO(name, mode)
            return handle

        return self._told(opened, path)

    def rename(self, oldpath, newpath):
        def renamed(old, new):
            os.link(old, new)  # as OpenSSH does: never over another file
            os.unlink(old)
            return paramiko.SFTP_OK

        return self._told(renamed, oldpath, newpath)

    def mkdir(self, path, _attr):
        return self._told(os.mkdir, path) or paramiko.SFTP_OK

    def remove(self, path):
        return self._told(os.remove, path) or paramiko.SFTP_OK


class Door(paramiko.ServerInterface):
    """Lets in who knows the password or has the key."""

    def __init__(self, server):
        self.server = server

    def get_allowed_auths(self, username):
        return "password,publickey"

    def check_auth_password(self, username, password):
        self.server.heard.append(password)
        good = (username, password) == (LOGIN, PASSWORD)
        return paramiko.AUTH_SUCCESSFUL if good else paramiko.AUTH_FAILED

    def check_auth_publickey(self, username, key):
        good = username == LOGIN and key == self.server.client_key
        return paramiko.AUTH_SUCCESSFUL if good else paramiko.AUTH_FAILED

    def check_channel_request(self, kind, chanid):
        return paramiko.OPEN_SUCCEEDED


class Server:
    """`heard` has the passwords that it was told."""

    def __init__(self, root, client_key=None):
        self.files = type("FilesHere", (Files,), {"root": str(root)})
        self.client_key, self.heard = client_key, []
        self.host_key = paramiko.ECDSAKey.generate()
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        self.transports = []
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        with contextlib.suppress(OSError):
            while True:
                connection, _address = self.listening.accept()
                transport = paramiko.Transport(connection)
                transport.add_server_key(self.host_key)
                transport.set_subsystem_handler("sftp", paramiko.SFTPServer, self.files)
                self.transports.append(transport)
                with contextlib.suppress(paramiko.SSHException, EOFError):
                    transport.start_server(event=threading.Event(), server=Door(self))

    def close(self):
        with contextlib.suppress(OSError):  # closed before
            self.listening.shutdown(socket.SHUT_RDWR)
            self.listening.close()
        for transport in self.transports:
            transport.close()
