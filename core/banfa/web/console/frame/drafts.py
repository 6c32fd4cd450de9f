"""What was typed into a form whose session has ended: kept on the login page, given back to whoever typed it.

It is kept nowhere here: the login page carries it, signed, in a hidden field, and after the same person has
logged in to the same bureau and role the form is shown again with it. Nothing of it is carried out before
that person sends the form once more. Every form says, signed, whose it is (`OWNER`): what somebody else has
made or typed is never shown. A form without that, as one that asks for a password, keeps nothing; files do
not come back.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from flask import request
from itsdangerous import BadData, URLSafeSerializer

from banfa.trust.ids import Ids
from banfa.web.context import get_context

if TYPE_CHECKING:
    from banfa.trust.actor import ActingPerson, Tenant

OWNER: Final = "form_owner"
DRAFT: Final = "draft"
ONLY_SHOWN: Final = "only_shown"
"""Marks a form that is sent to be shown again with what stands in it, not to be carried out."""
MAX_DRAFT: Final = 1 << 17
"""Bytes of what is kept; what is longer is not."""
_LEFT_OUT: Final = frozenset({"csrf_token", "form_key", ONLY_SHOWN})


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed at an address, field by field, and whose form it was."""

    address: str
    owner: str
    fields: tuple[tuple[str, str], ...]


def sign_owner(bureau: Tenant, person: ActingPerson, role: str) -> str:
    """Say whose a form is: this person's, in this bureau and role."""
    outward = Ids(bureau.id_key).encode_one("person", person.id)
    owner: str = _make_serializer("form-owner").dumps([bureau.slug, role, outward])
    return owner


def is_owned(owner: str, bureau: Tenant, person: ActingPerson, role: str) -> bool:
    """Whether a form is this person's, in this bureau and role."""
    return bool(owner) and owner == sign_owner(bureau, person, role)


def sign_draft() -> str:
    """Sign what was typed in the present request, for the login page; empty where nothing is to be kept."""
    owner = request.form.get(OWNER, "")
    try:
        _make_serializer("form-owner").loads(owner)
    except BadData:
        return ""
    fields = [pair for pair in request.form.items(multi=True) if pair[0] not in _LEFT_OUT]
    typed = [request.full_path.rstrip("?"), owner, fields]
    if len(json.dumps(typed)) > MAX_DRAFT:
        return ""
    draft: str = _make_serializer(DRAFT).dumps(typed)
    return draft


def read_draft(draft: str) -> Draft | None:
    """Read what the login page has kept; None where that is nothing of ours."""
    try:
        address, owner, fields = _make_serializer(DRAFT).loads(draft)
    except BadData:
        return None
    return Draft(address, owner, tuple((name, value) for name, value in fields))


def _make_serializer(salt: str) -> Any:
    return URLSafeSerializer(get_context().secret, salt=salt, signer_kwargs={"key_derivation": "hmac"})
