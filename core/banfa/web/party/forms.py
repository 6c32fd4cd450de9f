"""Forms of a party's pages: known to be ours by a token, bounded before a thread is taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from flask import request
from flask_wtf.csrf import CSRFError, generate_csrf, validate_csrf
from markupsafe import Markup
from wtforms.validators import ValidationError

if TYPE_CHECKING:
    from collections.abc import Callable

    from banfa.web.context import MaxBytes

_HIDDEN: Final = Markup('<input type="hidden" name="csrf_token" value="{}">')


@dataclass(frozen=True, slots=True)
class PartyPage:
    """How long the body may be that a page takes, and what a request of it weighs."""

    max_bytes: MaxBytes = 1 << 20
    weight: int = 1
    dear_if: str = ""


def make_token() -> Markup:
    """Make the hidden field by which a form is known to be ours."""
    return _HIDDEN.format(generate_csrf())


def check_token() -> None:
    """Take nothing that was not sent from a page of ours. Raises CSRFError.

    The token alone decides: these pages send no Referer, since the address of one holds a secret.
    """
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError as error:
        raise CSRFError(str(error)) from error


def declare(view: Callable[..., Any], page: PartyPage) -> Callable[..., Any]:
    """Say of a view how much it takes: the front bounds its body before a thread is taken."""
    view.page = page  # type: ignore[attr-defined]
    return view
