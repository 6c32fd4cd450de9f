"""Whom a district recommends: read line by line, each found among the enterprises of that district."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NoReturn

from sqlalchemy import ARRAY, Text, any_, bindparam, or_

from banfa.errors import Malformed
from banfa.ledger.kinds.enterprises import Enterprise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banfa.cities.profile import Profile
    from banfa.procedures.recommendations.rows import Line
    from banfa.trust.unit import Unit

_PARTS: Final = re.compile(r"[；;｜|\t]")
_MAX_PARTS: Final = 3
_CODE: Final = re.compile(r"[\s（(]([0-9A-Z]{18})[)）]?$")
_NAMED: Final = bindparam("named", type_=ARRAY(Text))
_OF_DISTRICT: Final = Enterprise.standing.where(
    Enterprise.c.district == bindparam("district"),
    or_(Enterprise.c.uscc == any_(_NAMED), Enterprise.c.name == any_(_NAMED)),
)


def read_lines(unit: Unit, profile: Profile, given: Sequence[str], *, district: str, call: str) -> list[Line]:
    """Read who is recommended: 名称或信用代码；推荐意见；备注, an enterprise of the district a line.

    Applicants of an admission need not be in the register of enterprises: theirs are taken as typed. Raises
    Malformed (`line_malformed`, `enterprise_not_of_district`, `name_ambiguous`, `listed_twice`).
    """
    typed = [_split(line) for line in given]
    enterprises = unit.all(Enterprise, _OF_DISTRICT, district=district, named=[name for name, _, _ in typed])
    industries = {industry.key: industry.zh for industry in profile.industries}
    lines: dict[str, Line] = {}
    for name, opinion, remark in typed:
        meant = [row for row in enterprises if name in (row.uscc, row.name)]
        if len(meant) > 1:
            _fail("name_ambiguous", f"{district}名为“{name[:60]}”的企业不止一家，请写统一社会信用代码。")
        if meant:
            row = meant[0]
            industry = industries.get(row.industry, row.industry)
            who = (row.name, row.uscc or "", industry)
        elif call == "admission":
            who = (*_part_code(name), "")
        else:
            _fail("enterprise_not_of_district", f"企业名册中{district}没有“{name[:60]}”，请先登记或者核对。")
        key = who[1] or who[0]
        if key in lines:
            _fail("listed_twice", f"“{who[0]}”列了两次，只能列一次。")
        of = dict(zip(("name", "uscc", "industry"), who, strict=True))
        lines[key] = {**of, "district": district, "opinion": opinion, "remark": remark}
    return [*lines.values()]


def _split(line: str) -> tuple[str, str, str]:
    parts = [part.strip() for part in _PARTS.split(line.strip())]
    if len(parts) > _MAX_PARTS or not parts[0]:
        _fail("line_malformed", f"“{line[:60]}”应写作：名称或统一社会信用代码；推荐意见；备注。")
    name, opinion, remark = (*parts, "", "")[:_MAX_PARTS]
    return name, opinion, remark


def _part_code(name: str) -> tuple[str, str]:
    """Part a name from the code behind it: 某公司 91…, 某公司（91…）; without one the code is empty."""
    match = _CODE.search(name)
    before = name[: match.start()].rstrip(" \t（(") if match else ""
    return (before, match[1]) if match and before else (name, "")


def _fail(code: str, message: str) -> NoReturn:
    raise Malformed(code, message, field="recommended")
