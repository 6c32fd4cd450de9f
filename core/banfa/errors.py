"""The errors that Banfa raises on purpose.

Domain code raises them; HTTP status and exit status are mapped in one place each (`web`, `cli`).
"""

from __future__ import annotations

from dataclasses import dataclass


class BanfaError(Exception):
    """Something a caller can mend.

    `code` is stable and English (snake_case): programs compare it. `detail` is one Chinese sentence for
    people: which field, what is wrong, what to do. `data` holds what a program needs besides (field, limits,
    the rows concerned) and must be representable as JSON.
    """

    def __init__(self, code: str, detail: str, **data: object) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.data = data

    def __str__(self) -> str:
        return f"{self.detail} [{self.code}]"


class Malformed(BanfaError):
    """What was sent cannot be understood or cannot be true; nothing was stored."""


class Conflict(BanfaError):
    """The request is well formed, but the present state does not allow it."""


class Missing(BanfaError):
    """There is no such thing, or it is somebody else's: the two answer alike."""


class Forbidden(BanfaError):
    """The actor is known and may not do this."""


class Unauthorised(BanfaError):
    """The actor is not known: no token, a wrong one, an expired or revoked one."""


class Unavailable(BanfaError):
    """Banfa cannot answer now: a city that does not load, a database that is not there."""


class Overburdened(BanfaError):
    """The caller asks for more than its share; `retry_after` in the data is seconds until it may again."""


class PreconditionFailed(BanfaError):
    """The thing has changed since the caller read it (If-Match)."""


class PreconditionRequired(BanfaError):
    """The caller has to say which version it read (If-Match is missing)."""


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one field of what was sent.

    `path` says where it stands (`rows[3].amount`; empty: the whole), `code` is for programs, `message` is a
    Chinese sentence that says what to do.
    """

    path: str
    code: str
    message: str
