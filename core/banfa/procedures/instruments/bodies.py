"""What an instrument says (its body), held against the edition before it is recorded."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from banfa.cities.checks.run import settled_problems
from banfa.errors import Malformed
from banfa.law import SettingError, settle
from banfa.procedures.instruments.internal import check_house

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from banfa.law import Edition


def checked(
    law: Edition, kind: str, body: Mapping[str, Any], before: Mapping[str, Any], after: Mapping[str, Any]
) -> dict[str, Any]:
    """The body, if the edition takes it. Raises Malformed.

    `before` and `after`: what terms set by documents that come before and after this one, in order of
    taking effect.
    """
    match kind:
        case "terms":
            return terms(law, body, before, after)
        case "promulgation":
            return promulgation(body)
    return check_house(body)


def terms(
    law: Edition, body: Mapping[str, Any], before: Mapping[str, Any], after: Mapping[str, Any]
) -> dict[str, Any]:
    """{"settings": {key: value}}: each fits its open term, and together they make sound law."""
    new = body.get("settings")
    if set(body) != {"settings"} or not isinstance(new, dict) or not new:
        message = 'body 须为 {"settings": {待定事项: 取值}}，且至少设定一项。'
        raise Malformed("settings_missing", message, field="body.settings")
    try:
        settle(law, new)  # also what a later document overrides has to fit
        settled = settle(law, {**before, **new, **after})
    except SettingError as error:
        raise Malformed("term_invalid", f"{error}。", field=f"body.settings.{error.key}") from error
    if problems := settled_problems(settled):
        told = "；".join(p.message for p in problems)
        raise Malformed("law_inconsistent", f"按此设定，规则自身不成立：{told}。", field="body.settings")
    return {"settings": new}


def promulgation(body: Mapping[str, Any]) -> dict[str, Any]:
    """{"commencement": day, "end"?: day}: from when to when the edition is in force, both days included."""
    if unknown := set(body) - {"commencement", "end"}:
        message = f"公布施行的文件没有字段{'、'.join(sorted(unknown))}。"
        raise Malformed("unknown_field", message, field="body")
    if body.get("commencement") is None:
        message = "须写明施行之日 commencement（如 2026-01-01），可写明失效之日 end。"
        raise Malformed("commencement_missing", message, field="body.commencement")
    since, until = day_of(body["commencement"]), day_of(body.get("end"))
    if since is None:
        message = "施行之日 commencement 应为日期，如 2026-01-01。"
        raise Malformed("field_malformed", message, field="body.commencement")
    if until is None and body.get("end") is not None:
        raise Malformed("field_malformed", "失效之日 end 应为日期，如 2027-12-31。", field="body.end")
    if until and until < since:
        raise Malformed("days_reversed", "失效之日 end 不能早于施行之日 commencement。", field="body.end")
    return {"commencement": since.isoformat(), "end": until.isoformat() if until else None}


def day_of(value: Any) -> date | None:
    """The day a text in ISO 8601 names, or None."""
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def merged(documents: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What these documents set, key by key: a later one overrides an earlier one."""
    settings: dict[str, Any] = {}
    for one in documents:
        if one["kind"] == "terms":
            settings |= one["body"]["settings"]
    return settings
