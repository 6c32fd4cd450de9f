"""Passwords: what may be one, how it is stored (argon2id, RFC 9106), and one that is given out once."""

from __future__ import annotations

import re
import secrets
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

from banfa.errors import Malformed

MIN_LENGTH: Final = 10
MAX_LENGTH: Final = 200
"""In characters. A longer one would only cost time."""
MAX_SCORED: Final = 72
"""Characters that are looked at; the rest makes it no weaker."""
MIN_SCORE: Final = 3
"""By zxcvbn, whose lists hold the passwords that are tried first: 10⁸ guesses or more."""
KNOWN_WORDS: Final = ("banfa", "办法", "gongxinju", "gxj", "shuzhihua", "fuwushang")
"""Words that everybody here would try."""
ONE_TIME_DAYS: Final = 7
"""How long a one-time password may wait to be used."""

_ALPHABET: Final = "23456789abcdefghjkmnpqrstuvwxyz"
"""What is not mistaken for another when it is read from paper."""
_GROUPS: Final = 4

_hasher: Final = PasswordHasher()


@cache
def make_nobodys() -> str:
    """Give what is checked where there is no account, so that a login takes as long as where there is one.

    Made once a process, and before the first login: that one would else take longer where there is nobody.
    """
    return _hasher.hash(secrets.token_urlsafe(32))


def hash_password(password: str) -> str:
    """Give what is stored of a password."""
    return _hasher.hash(password)


def verify_password(stored: str | None, password: str) -> bool:
    """Tell whether it is the password; None stands for an account that does not exist."""
    try:
        _hasher.verify(stored or make_nobodys(), password[: MAX_LENGTH + 1])
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


def check_password(password: str, *, login: str) -> None:
    """Raise Malformed (`password_weak`) for what is too short, easily guessed or holds the login."""
    problem = None
    if not MIN_LENGTH <= len(password) <= MAX_LENGTH:
        problem = f"密码应为{MIN_LENGTH}至{MAX_LENGTH}个字符"
    elif login.casefold() in password.casefold():
        problem = "密码中不能含有账号"
    elif _score(password, login=login) < MIN_SCORE:
        problem = "密码太容易猜出，请加长，不要只用常见的词、姓名拼音、日期或键盘上相邻的字符"
    if problem:
        raise Malformed("password_weak", f"{problem}。", field="password")


def _score(password: str, *, login: str) -> int:
    """Score 0 to 4 what is left without the known words: zxcvbn takes a hyphen between two for strength."""
    left = re.sub("|".join(KNOWN_WORDS), "", password[:MAX_SCORED], flags=re.IGNORECASE)
    return int(zxcvbn(left, user_inputs=[login, *KNOWN_WORDS])["score"]) if left else 0


def make_one_time_password() -> str:
    """Make a password to be told once: four groups of four, some 79 bits."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(_GROUPS))
