"""What is said of tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banfa.trust.permissions import ACTIONS

if TYPE_CHECKING:
    from datetime import datetime

    from banfa.trust.token_row import Token


def describe_state(token: Token, now: datetime) -> str:
    """Say why a token is worth nothing; empty while it holds."""
    if token.revoked_at is not None:
        return "已吊销"
    return "已到期" if token.expires_at <= now else ""


def describe_scopes(token: Token) -> str:
    """Say what a token may, as far as it is narrowed."""
    if token.scopes is None:
        return "角色的全部权限"
    return "、".join(ACTIONS[scope] for scope in token.scopes)
