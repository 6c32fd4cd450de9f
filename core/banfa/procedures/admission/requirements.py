"""What an applicant must be: the edition's rules on admission and the conditions of the call, line by line.

A rule that the route's own steps carry out (申报、评审、答辩) asks nothing besides them. Where the text has
no conditions, those of the published call (征集通知) are all there are: then it must have some.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from banfa.errors import Conflict
from banfa.law import AdmissionStep, All, AnyOf, ApplicantKind, Compare, Otherwise, Stage
from banfa.ledger.kinds.providers import FORMS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from banfa.cities.profile import Profile
    from banfa.law import AdmissionRoute, Edition
    from banfa.ledger.kinds.providers import Provider

INSTITUTION: Final = "12"
ENTERPRISES: Final = ("91", "93")
"""How codes begin (GB 32100—2015): 事业单位; companies and farmers' cooperatives."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One line of the form. Of one that is no `must` the text does not say what follows where it is not met.

    `cite` is None for what the call asks; `for_list` is asked for an industry's own list alone.
    """

    cite: str | None
    what: str
    must: bool
    for_list: bool = False


def find_route(profile: Profile, edition: str, category: str) -> AdmissionRoute:
    """Find how a category comes into the pool. Raises Conflict (`route_missing`)."""
    route = profile.find_route(edition, category)
    if route is None:
        raise Conflict("route_missing", f"{profile.city.zh}的办法没有写入库途径，不能按批次办理入库。")
    return route


def list_manners(route: AdmissionRoute) -> tuple[str, ...]:
    """List the ways among which a call chooses: those of the text, and another where it goes on with 等."""
    return (*route.one_of, *((AdmissionStep.OTHER,) if route.open_choice else ()))


def list_requirements(
    law: Edition, route: AdmissionRoute, category: str, conditions: Iterable[str]
) -> list[Requirement]:
    """List what is asked of an applicant for a category, in the text's order, then what the call asks."""
    listed: list[Requirement] = []
    for rule in law.at(Stage.ADMISSION):
        carried_out = bool(route.steps) and rule.cite == route.cite
        if carried_out or (rule.categories and category not in rule.categories):
            continue
        parts = rule.holds.parts if isinstance(rule.holds, All) else (rule.holds,)
        words = [rule.zh] if len(parts) == 1 else [_describe(part) for part in parts]
        must = rule.otherwise is Otherwise.NOT_ADMITTED
        listed += [Requirement(rule.cite.key, what, must) for what in words]
    return listed + [Requirement(None, what, must=True) for what in conditions]


def list_for_list(route: AdmissionRoute) -> list[Requirement]:
    """List what an industry's own list (细分行业库) asks besides."""
    return [Requirement(route.cite.key, what, must=False, for_list=True) for what in route.own_list]


def _describe(part: object) -> str:
    return "，或者".join(dict.fromkeys(_list_words(part)))


def _list_words(part: object) -> Iterator[str]:
    match part:
        case AnyOf(parts=parts):
            for each in parts:
                yield from _list_words(each)
        case Compare(left=left):
            yield left.zh
        case _:
            yield str(part)


def _name_kind(provider: Provider) -> ApplicantKind:
    """What a provider is: as recorded, else as its code begins."""
    if provider.form is not None:
        return ApplicantKind(FORMS[provider.form])
    if provider.uscc.startswith(INSTITUTION):
        return ApplicantKind.INSTITUTION
    return ApplicantKind.ENTERPRISE if provider.uscc.startswith(ENTERPRISES) else ApplicantKind.OTHER


def check_kind(route: AdmissionRoute, provider: Provider) -> None:
    """Check that the text lets such a body apply. Raises Conflict (`applicant_not_of_kind`)."""
    kind = _name_kind(provider)
    if route.applicants and kind not in route.applicants:
        allowed = "、".join(route.applicants)
        message = f"{route.cite}只列{allowed}，该单位登记为{kind}，请核对组织形式和信用代码。"
        raise Conflict("applicant_not_of_kind", message, field="provider_id")
