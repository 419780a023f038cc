"""A proxy for TCP that breaks connections, as bad networks do."""

import contextlib
import socket
import threading
import urllib.parse


class Cutting:
    """Passes bytes on between a client and a server. Of the first ``cuts`` connections over which more than ``after``
    bytes come in direction ``of`` ("request" or "answer"), the rest is lost and the connection breaks."""

    def __init__(self, url, cuts, after, of):
        parts = urllib.parse.urlsplit(url)
        self._server = (parts.hostname, parts.port)
        self._left = cuts
        self._after = after
        self._of = of
        self.made = 0
        self._lock = threading.Lock()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = "http://127.0.0.1:%d" % self._listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._listening.close()

    def _accept(self):
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            server = socket.create_connection(self._server)
            threading.Thread(target=self._pass, args=(client, server, "request"), daemon=True).start()
            threading.Thread(target=self._pass, args=(server, client, "answer"), daemon=True).start()

    def _pass(self, source, to, direction):
        passed = 0
        with contextlib.suppress(OSError):
            while True:
                data = source.recv(65536)
                if not data:
                    break
                passed += len(data)
                if direction == self._of and passed > self._after and self._take():
                    break
                to.sendall(data)
        for end in (source, to):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _take(self):
        with self._lock:
            if self._left == 0:
                return False
            self._left -= 1
            self.made += 1
            return True
