"""Who asks, as far as a process knows before it has looked anything up: it may do nothing for that alone.

A credential that was taken lately is its bureau's; who has none, or one that is not known, is a stranger of
its address.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import dataclass, field
from hashlib import blake2b
from threading import Lock
from typing import TYPE_CHECKING, Final, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

MAX_REMEMBERED: Final = 4096
SEEN_FOR_S: Final = 600.0
BREACH_LASTS_S: Final = 1.0
"""Seconds for which a process turns away by itself whom the counts have just turned away."""


class Memory(Generic[T]):
    """A value for each of the keys that were met last, for a while."""

    def __init__(self, seconds: float, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds, self._clock = seconds, clock
        self._values: OrderedDict[str, tuple[float, T]] = OrderedDict()
        self._lock = Lock()

    def put(self, key: str, value: T) -> None:
        """Remember a value from now on."""
        with self._lock:
            self._values[key] = (self._clock() + self._seconds, value)
            self._values.move_to_end(key)
            if len(self._values) > MAX_REMEMBERED:
                self._values.popitem(last=False)

    def drop(self, key: str) -> None:
        """Forget it."""
        with self._lock:
            self._values.pop(key, None)

    def get(self, key: str) -> T | None:
        """The value, while it is remembered."""
        until, value = self._values.get(key, (0.0, None))
        return value if value is not None and self._clock() < until else None


@dataclass(frozen=True, slots=True)
class Breach:
    """What was too much for somebody: so many points, or more; and when they said to come again."""

    weight: int
    retry_after: int


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: a credential's digest, empty without one, and its bureau, empty where it is not known."""

    credential: str
    address: str
    bureau: str

    @property
    def group(self) -> str:
        """With whom the caller shares: its bureau, or all who are not known."""
        return f"bureau {self.bureau}" if self.bureau else "strangers"

    @property
    def key(self) -> str:
        """By what the caller is counted: the credential, or the address of a stranger."""
        return self.credential_key if self.bureau else self.address_key

    @property
    def credential_key(self) -> str:
        """Under which the limit of a credential is remembered."""
        return f"credential {self.credential}"

    @property
    def address_key(self) -> str:
        """Under which the limit of an address is remembered."""
        return f"address {self.address}"


@dataclass(frozen=True, slots=True)
class Callers:
    """What a process remembers of its callers; so many `proxies` of ours stand in front of it."""

    proxies: int
    seen: Memory[str] = field(default_factory=lambda: Memory(SEEN_FOR_S))
    breaches: Memory[Breach] = field(default_factory=lambda: Memory(BREACH_LASTS_S))

    def find(self, *, credential: str, forwarded: str, remote: str) -> Caller:
        """Tell who asks from Authorization, or else Cookie, X-Forwarded-For and the connection's address."""
        digest = digest_credential(credential) if credential else ""
        return Caller(digest, self._read_address(forwarded, remote), self.seen.get(digest) or "")

    def find_breach(self, caller: Caller, weight: int) -> Breach | None:
        """Why so much is too much now: for the credential or, of one that is not known, for its address.

        What closes an address is what was counted of it, not one credential that has nothing left.
        """
        keys = {caller.credential_key, caller.key}
        breaches = map(self.breaches.get, keys)
        return next((breach for breach in breaches if breach is not None and weight >= breach.weight), None)

    def _read_address(self, forwarded: str, remote: str) -> str:
        """Whence: behind so many proxies of ours, what the outermost of them has written down."""
        hops = [hop.strip() for hop in forwarded.split(",")]
        if self.proxies and len(hops) >= self.proxies and hops[-self.proxies]:
            return hops[-self.proxies][:64]
        return remote or "nowhere"


def digest_credential(credential: str) -> str:
    """Name a credential without its secret."""
    return blake2b(credential.encode(), digest_size=16).hexdigest()
