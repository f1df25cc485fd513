"""A port of this machine with the test's PostgreSQL behind it, which may listen on a socket in the file system only."""

import contextlib
import socket
import threading


class Forward:
    """Passes on what comes in at `port`.

    :param str host: a folder with PostgreSQL's socket, or a host; :param int port: PostgreSQL's
    """

    def __init__(self, host, port):
        self.target = f"{host}/.s.PGSQL.{port}" if host.startswith("/") else (host, port)
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            try:
                outside, _address = self.listening.accept()
            except OSError:
                return
            inside = socket.socket(socket.AF_UNIX if isinstance(self.target, str) else socket.AF_INET)
            inside.connect(self.target)
            for one, other in ((outside, inside), (inside, outside)):
                threading.Thread(target=self._pass_on, args=(one, other), daemon=True).start()

    @staticmethod
    def _pass_on(source, target):
        with contextlib.suppress(OSError), source, target:
            while data := source.recv(65_536):
                target.sendall(data)

    def close(self):
        self.listening.shutdown(socket.SHUT_RDWR)
        self.listening.close()
