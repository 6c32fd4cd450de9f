"""Round trips to the database, counted where they happen: on the socket between Banfa and the server."""

from __future__ import annotations

import select
import socket
import threading
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url


class RoundTrips:
    """How often somebody waited for the server: it was asked something after it had answered."""

    def __init__(self):
        self.count = 0
        self._server_spoke = True

    def forward(self, client, server):
        """Pass on what both sides of one connection say, until one of them ends it."""
        other = {client: server, server: client}
        with client, server:
            while True:
                for speaker in select.select([client, server], [], [])[0]:
                    data = speaker.recv(1 << 16)
                    if not data:
                        return
                    if speaker is client and self._server_spoke:
                        self.count += 1
                    self._server_spoke = speaker is server
                    other[speaker].sendall(data)


@contextmanager
def counted(url, folder):
    """Give the address of a socket that leads to the same server, and the trips made through it.

    One connection at a time is counted rightly.
    """
    address = make_url(url)
    host, port = str(address.query["host"]), address.query.get("port", "5432")
    name = f".s.PGSQL.{port}"
    trips = RoundTrips()
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(Path(folder) / name))
        door.listen()

        def serve():
            while True:
                try:
                    client, _ = door.accept()
                except OSError:
                    return
                server = socket.socket(socket.AF_UNIX)
                server.connect(str(Path(host) / name))
                threading.Thread(target=trips.forward, args=(client, server), daemon=True).start()

        threading.Thread(target=serve, daemon=True).start()
        through = address.update_query_dict({"host": str(folder)})
        yield through.render_as_string(hide_password=False), trips
        door.shutdown(socket.SHUT_RDWR)
