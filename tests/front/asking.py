"""The front of this process, asked as its server asks it."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Told:
    """An answer."""

    status: int
    data: Any

    @property
    def code(self):
        return self.data.get("code")


async def ask_front(front, method, path, *, token=None, body=b"", query=b"", address="10.0.0.1", pause_s=0.0):
    """Send a request, its body after a pause."""
    headers = [(b"authorization", f"Bearer {token}".encode())] if token else []
    if body:
        headers += [(b"content-length", str(len(body)).encode()), (b"content-type", b"application/json")]
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": query,
        "headers": headers,
        "http_version": "1.1",
        "client": (address, 1),
        "server": ("127.0.0.1", 8000),
    }
    messages = []

    async def receive():
        await asyncio.sleep(pause_s)
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message):
        messages.append(message)

    await front(scope, receive, send)
    told = b"".join(message.get("body", b"") for message in messages)
    return Told(messages[0]["status"], json.loads(told))
