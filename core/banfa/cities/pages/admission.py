"""A route of admission in Chinese, as lines under headings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from banfa.reasoning.wording import format_period

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from banfa.cities.profile import Profile
    from banfa.law import AdmissionRoute

SILENT: Final = "原文未规定，由主管部门的内部工作规程确定"


def describe_route(route: AdmissionRoute, profile: Profile) -> Iterator[tuple[str, str]]:
    """What a route says, heading by heading, and where the text says nothing."""
    names = {category.key: category.zh for category in profile.categories}
    yield "类别", _join(names.get(key, key) for key in route.categories) or "各类"
    if route.applicants:
        yield "申报单位", _join(route.applicants)
    if route.steps:
        yield "必经步骤", _join(route.steps)
    if route.one_of:
        yield (
            "方式之一",
            _join(route.one_of) + ("，或者原文“等”字所及的其他方式" if route.open_choice else ""),
        )
    if route.source:
        yield "另据文件", f"{route.source}，条件由征集通知逐项写明，该文件附在批次上"
    elif not route.steps and not route.one_of:
        yield "步骤", SILENT
    if route.afterwards:
        yield "入库后", _join(route.afterwards)
    if route.one_a_seat:
        yield "名额", "每个行业一家"
    if route.allocates:
        yield "行业分配", "入库的都写明"
    if route.own_list:
        yield "细分行业库", f"申请进入的另须{_join(route.own_list)}，并经审核"
    yield from (("增补", str(each)) for each in route.supplements)
    yield "公示", SILENT if route.publicity is None else f"不少于{format_period(route.publicity)}"


def _join(words: Iterable[str]) -> str:
    return "、".join(str(word) for word in words)
