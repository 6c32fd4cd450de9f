"""Names, codes and places that look like a Chinese city's and belong to nobody; all from the seed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from stdnum.cn import uscc

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from banfa.law import City

ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
FIRST: Final = "云智数联创恒中海华天鼎盛信捷锐思博远同启星瀚融汇科拓卓雅明德新"
SECOND: Final = "图擎链桥维帆脉芯格元景航程渡岸域辰川木石光岳源策云数联"
TRADE: Final = (
    "数字科技",
    "信息技术",
    "软件",
    "智能科技",
    "工业互联",
    "云计算",
    "系统集成",
    "数据服务",
    "自动化",
)
MAKERS: Final = (
    "机械",
    "电子",
    "新材料",
    "精密制造",
    "铜业",
    "特钢",
    "光电",
    "建材",
    "汽配",
    "食品",
    "医药",
    "纺织",
    "化工",
)
SURNAMES: Final = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗"
GIVEN: Final = "伟芳娜敏静强磊洋勇艳杰娟涛明超霞平刚桂英华建国文"


@dataclass(frozen=True, slots=True)
class Place:
    """A city's name in firms' names, its administrative code (GB/T 2260) and its districts."""

    zh: str
    code: str
    districts: tuple[str, ...]


PLACES: Final = {
    "xiamen": Place("厦门", "350200", ("思明区", "湖里区", "集美区", "海沧区", "同安区", "翔安区")),
    "huangshi": Place("黄石", "420200", ("黄石港区", "西塞山区", "下陆区", "铁山区", "大冶市", "阳新县")),
    "liuzhou": Place("柳州", "450200", ("城中区", "鱼峰区", "柳南区", "柳北区", "柳江区", "柳城县")),
    "changsha": Place("长沙", "430100", ("芙蓉区", "天心区", "岳麓区", "开福区", "雨花区", "望城区")),
    "changchun": Place("长春", "220100", ("南关区", "宽城区", "朝阳区", "二道区", "绿园区", "双阳区")),
}


def place_of(city: City) -> Place:
    """Where a city is; one that is not of the five lies nowhere in particular."""
    return PLACES.get(city.key) or Place(city.zh.removesuffix("市"), "110000", ("示范区",))


def credit_code(random: Random, place: Place) -> str:
    """A 统一社会信用代码 with a right check digit (GB 32100)."""
    body = "91" + place.code + "".join(random.choice(ALPHABET) for _ in range(9))
    return body + uscc.calc_check_digit(body)


class Names:
    """Firm names, each given once."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._given: set[str] = set()

    def provider(self, place: Place) -> str:
        """A digital service provider's name."""
        return self._new(lambda r: f"{place.zh}{r.choice(FIRST)}{r.choice(SECOND)}{r.choice(TRADE)}有限公司")

    def enterprise(self, place: Place) -> str:
        """A small manufacturer's name."""
        return self._new(lambda r: f"{place.zh}{r.choice(FIRST)}{r.choice(SECOND)}{r.choice(MAKERS)}有限公司")

    def person(self) -> str:
        """Somebody's name; two people may share one."""
        return self._random.choice(SURNAMES) + "".join(
            self._random.sample(GIVEN, self._random.choice((1, 2)))
        )

    def _new(self, make: Callable[[Random], str]) -> str:
        name = make(self._random)
        if name in self._given:
            name = f"{name[:-4]}（{len(self._given)}）有限公司"
        self._given.add(name)
        return name
