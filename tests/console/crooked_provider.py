"""A provider of ours that does what a good one never would: bent tokens, foreign signatures, silence."""

from __future__ import annotations

import json
import threading
import time
from base64 import urlsafe_b64encode
from contextlib import contextmanager, suppress
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

CLIENT_ID, CLIENT_SECRET = "banfa", "no secret: what the provider has given out"
LIFETIME_S = 300


class Crooked:
    """It serves at `issuer`; what is set beforehand says how it differs from a good one."""

    def __init__(self):
        self.key = RSAKey.generate_key(2048, {"kid": "first", "use": "sig"})
        self.bend, self.header, self.signer = {}, {"alg": "RS256", "kid": "first"}, self.key
        self.document, self.token_answer, self.silence_s, self.asked = {}, None, 0.0, []
        self.cut, self.trickle_s, self.head_trickle_s = 0, 0.0, 0.0
        self.nonce, self.issuer = "", ""

    @property
    def oct(self):
        """The key that everybody who knows the secret has."""
        return OctKey.import_key(CLIENT_SECRET)

    def describe(self):
        addresses = {name: f"{self.issuer}/{name}" for name in ("authorize", "token", "keys")}
        return {
            "issuer": self.issuer,
            "authorization_endpoint": addresses["authorize"],
            "token_endpoint": addresses["token"],
            "jwks_uri": addresses["keys"],
            **self.document,
        }

    def make_tokens(self):
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "sub": "甲".encode().hex(),
            "aud": CLIENT_ID,
            "iat": now,
            "exp": now + LIFETIME_S,
            "nonce": self.nonce,
        }
        for name, value in self.bend.items():
            claims[name] = now + int(value.total_seconds()) if isinstance(value, timedelta) else value
        claims = {name: value for name, value in claims.items() if value is not None}
        algorithm = self.header["alg"]
        if algorithm == "none":
            token = ".".join([*(_encode(part) for part in (self.header, claims)), ""])
        else:
            token = jwt.encode(self.header, claims, self.signer, algorithms=[algorithm])
        return {"access_token": "a", "token_type": "Bearer", "expires_in": 60, "id_token": token}

    def begin(self, address):
        """Give the parameters of the answer of somebody who was led to `address` and is recognised here."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        self.nonce = asked["nonce"]
        return {"code": "a code", "state": asked["state"]}

    def answer(self, path):
        time.sleep(self.silence_s)
        if path.endswith("/.well-known/openid-configuration"):
            return 200, self.describe()
        if path == "/keys":
            return 200, {"keys": [self.key.as_dict(private=False)]}
        return self.token_answer or (200, self.make_tokens())


def _encode(part):
    return urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")


def _make_handler(crooked):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            crooked.asked.append(self.path)
            status, data = crooked.answer(self.path)
            body = data if isinstance(data, bytes) else json.dumps(data).encode()
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", f"{crooked.issuer}/keys")
            self.send_header("Content-Length", str(len(body) + crooked.cut))
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self._write(body, crooked.trickle_s)

        def flush_headers(self):
            buffer: list[bytes] = getattr(self, "_headers_buffer", [])
            head = b"".join(buffer)
            buffer.clear()
            self._write(head, crooked.head_trickle_s)

        def _write(self, content, pause_s):
            """Write at once, or byte by byte, at the pace that was set when it began."""
            step = 1 if pause_s else max(len(content), 1)
            with suppress(ConnectionError):  # who has asked waits no longer
                for at in range(0, len(content), step):
                    time.sleep(pause_s)
                    self.wfile.write(content[at : at + step])

        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

        def log_message(self, *_):
            pass

    return Handler


@contextmanager
def run_crooked():
    """Serve it for a test."""
    crooked = Crooked()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _make_handler(crooked))
    server.daemon_threads = True
    crooked.issuer = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield crooked
    finally:
        server.shutdown()
        server.server_close()
