"""Conditions that keep outsiders out (公平竞争审查条例第九条), found by words; a person still reads them.

To ask for a local team or for service on the spot is no such condition, nor is to say that there is none
(不限于本地企业). A clause that leaves the choice between registration and a local team asks for neither.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from banfa.errors import Malformed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from banfa.cities.profile import Profile

HERE: Final = "本地|本市|当地|本区|本县|本辖区|市内|辖区内"
BODIES: Final = "企业|单位|公司|机构|法人|服务商|供应商"
TO_REGISTER: Final = "登记注册|注册登记|工商登记|税务登记|注册|登记|落户|纳税|缴纳税款|缴纳社保|缴纳社会保险"
TO_FOUND: Final = "(设立|成立|设有|开办|注册)[^，。；]{0,6}(分公司|子公司|分支机构|办事处|法人|公司|企业)"
DENIED: Final = re.compile(
    r"(不限|不局限|不要求|不得要求|不以|不需|不必|无需|无须|不论|无论|不区分)[^，。；、]*"
    r"|非(?:本市|本地|当地|[^，。；]{1,6}市)(?:本地)?(?:登记|注册)*的?(?:企业|单位|公司|机构)"
)
"""That something is not asked, and whom it is not about."""
NOT_FOR: Final = "(?!提供|开展|服务|做|进行)"
"""That it is not about those whom the applicant serves."""
A_TEAM: Final = re.compile(
    r"[^，。；]*，?或者?(?![^，。；]*(?:设立|成立|设有|开办|注册|落户))"
    r"[^，。；]*(?:团队|服务能力|服务人员|服务网点)"
)
"""That a team, or service here, does as well: with that nobody is kept out by where he is registered."""


def check_conditions(profile: Profile, conditions: Iterable[str]) -> None:
    """Check that no condition of a call asks for local registration. Raises Malformed (`local_condition`)."""
    for condition in conditions:
        if _is_local(condition, profile.city.zh):
            message = (
                f"条件“{condition[:40]}”以本地注册、设立机构为前提，妨碍公平竞争；"
                "可以要求本地服务能力或者服务团队，请改写（conditions）。"
            )
            raise Malformed("local_condition", message, field="conditions")


def _is_local(condition: str, city: str) -> bool:
    """Whether a condition asks for registration or a body of the applicant's own in the city."""
    here = f"(?:{HERE}|{city.removesuffix('市')}市?)"
    rest = DENIED.sub("", A_TEAM.sub("", condition))
    patterns = (
        rf"{here}(?:(?!团队|服务|平台)[^，。；]){{0,8}}(?:{TO_REGISTER})",
        rf"(?:落户|迁入)[^，。；]{{0,4}}{here}",
        rf"(?:注册|登记|设立|成立)(?:地|地址|在|于|到|至)+[^，。；]{{0,6}}{here}",
        rf"(?:注册地|登记地|住所|住所地|注册地址)[^，。；]{{0,8}}{here}",
        rf"{here}[^，。；]{{0,6}}{TO_FOUND}",
        rf"{TO_FOUND}[^，。；]{{0,6}}{here}",
        rf"(?:限于?|限为|仅限于?|只限于?|仅面向|只面向|仅接受|只接受)[^，。；]{{0,4}}{here}",
        rf"(?:须|应当?|必须|要求|只能)[^，。；]{{0,6}}(?:为|是|系|属于?){here}[^，。；]{{0,6}}(?:{BODIES}){NOT_FOR}",
    )
    return any(re.search(pattern, rest) for pattern in patterns)
