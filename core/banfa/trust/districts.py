"""Districts (县、市、区) that a person works for: read as the ledger reads that of an enterprise."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from banfa.errors import Malformed
from banfa.trust.actor import DISTRICT
from banfa.trust.permissions import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_DISTRICTS: Final = 20
MAX_NAME: Final = 100
"""Characters: as many as the ledger takes."""


def read_districts(roles: Iterable[str], districts: Iterable[str] | None) -> list[str] | None:
    """Give the districts of somebody of these roles, in order and once each; None where he has no such role.

    Raises Malformed (`districts_missing`, `districts_unneeded`, `districts_malformed`).
    """
    names = sorted({unicodedata.normalize("NFKC", name).strip() for name in districts or ()} - {""})
    if DISTRICT not in roles:
        if names:
            detail = f"只有{ROLES[DISTRICT]}角色填写所属的县（市、区）。"
            raise Malformed("districts_unneeded", detail, field="districts")
        return None
    if not names:
        detail = f"{ROLES[DISTRICT]}角色须写明所属的县（市、区），如思明区；写法须与企业名册一致。"
        raise Malformed("districts_missing", detail, field="districts")
    if len(names) > MAX_DISTRICTS or any(len(n) > MAX_NAME or not n.isprintable() for n in names):
        detail = f"县（市、区）最多{MAX_DISTRICTS}个，每个不超过{MAX_NAME}字，不含不可见字符。"
        raise Malformed("districts_malformed", detail, field="districts")
    return names
