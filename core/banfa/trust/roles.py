"""Which roles a person may have together, and who may give them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banfa.errors import Malformed
from banfa.trust.permissions import OUTSIDERS, ROLES, TOGETHER

if TYPE_CHECKING:
    from collections.abc import Iterable

    from banfa.trust.unit import Unit


def check_roles(roles: Iterable[str], *, of_system: bool = False) -> list[str]:
    """Give the roles in the order of the table, once each.

    Who acts for others (a district, the platform, a party) has no role besides: he would check what he has
    said for them; systems have what is listed (`TOGETHER`).

    Raises Malformed (`unknown_role`: none, or one unknown; `roles_combined`).
    """
    wanted = set(roles)
    unknown = sorted(wanted - set(ROLES))
    if unknown or not wanted:
        named = "、".join(f"{key}（{zh}）" for key, zh in ROLES.items())
        problem = f"没有“{'、'.join(unknown)}”这个角色" if unknown else "请至少选择一个角色"
        raise Malformed("unknown_role", f"{problem}。可用的角色：{named}。", field="roles")
    if wanted.intersection(OUTSIDERS) and len(wanted) > 1 and not (of_system and wanted in TOGETHER):
        message = f"{_name_others(wanted)}不是本单位的角色，不能同时担任其他角色；请只选这一项。"
        raise Malformed("roles_combined", message, field="roles")
    return [role for role in ROLES if role in wanted]


def check_giver(unit: Unit, person_id: int, *, added: set[str]) -> None:
    """Check that nobody lets himself act for others: another does. Raises Malformed (`role_for_oneself`)."""
    if added.intersection(OUTSIDERS) and person_id == unit.actor.person.id:
        message = f"不能为自己设{_name_others(added)}角色，请由另一名管理员办理。"
        raise Malformed("role_for_oneself", message, field="roles")


def _name_others(roles: set[str]) -> str:
    return "、".join(ROLES[role] for role in OUTSIDERS if role in roles)
