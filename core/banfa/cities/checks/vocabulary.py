"""City, categories, industries, record kinds and notices."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from banfa.cities.problems import Problem
from banfa.law import Cite, FieldType, RecordKind, Remedy, walk
from banfa.law.notices import BLANKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from banfa.cities.profile import Profile

KEY: Final = re.compile(r"[a-z][a-z0-9_]*")
PENALTY_WORDS: Final = re.compile(r"(?<!不是)(?<!不属于)(?<!不属)(?<!非)(?<!不构成)(?<!不作为)行政处罚")
"""To say that it is no penalty is fine; to look like one is not."""


def vocabulary_problems(profile: Profile, name: str) -> Iterator[Problem]:
    """Problems of what a plugin says besides its editions."""
    city = profile.city
    if city.key != name:
        yield Problem(
            "",
            "city-key",
            f"City 的 key 是“{city.key}”，入口点叫“{name}”",
            f'改成同一个名字：City("{name}", …)；不能占用别的城市的名字',
        )
    for what, text in (("城市", city.zh), ("主管部门", city.bureau)):
        if not text.strip():
            yield Problem("", "city-unnamed", f"City 没有写{what}的名称", "City(key, 城市名, 主管部门名)")
    lists = {
        "categories": [c.key for c in profile.categories],
        "industries": [i.key for i in profile.industries],
        "record_kinds": [k.key for k in profile.record_kinds],
        "notices": [n.key for n in profile.notices],
    }
    for hook, keys in lists.items():
        yield from _key_problems(hook, keys)
    if not profile.categories:
        mend = "写 categories 钩子；办法不分类别的，写一个 Category，如 “服务商”"
        yield Problem("", "no-category", "没有服务商类别，入库登记不了", mend)
    yield from _citation_problems(profile)
    yield from _category_problems(profile)
    for kind in profile.record_kinds:
        yield from _record_kind_problems(kind)
    yield from notice_problems(profile)


def _key_problems(hook: str, keys: Iterable[str]) -> Iterator[Problem]:
    """Keys of one list that are badly formed or stand twice."""
    for key, times in Counter(keys).items():
        if times > 1:
            yield Problem("", "key-repeats", f"{hook} 中“{key}”写了{times}次", "每个一个 key")
        if not KEY.fullmatch(key):
            mend = "key 用小写字母、数字和下划线，以字母开头"
            yield Problem("", "bad-key", f"{hook} 中的 key“{key}”不合格式", mend)


def _citation_problems(profile: Profile) -> Iterator[Problem]:
    """Categories, industries and record kinds that stand in no outline and name no other source."""
    have = {p.cite.numbers for e in profile.editions for p in e.outline}
    citations: list[tuple[str, Cite]] = [
        *((f"类别“{c.zh}”", c.cite) for c in profile.categories),
        *((f"行业“{i.zh}”", i.cite) for i in profile.industries if i.cite),
        *((f"记录种类“{k.zh}”", k.cite) for k in profile.record_kinds),
    ]
    for what, cite in citations:
        if cite.numbers not in have:
            mend = "核对编号，或在大纲补上这一行"
            yield Problem("", "cite-not-in-outline", f"{what}引用{cite}（{cite.path}），大纲没有这一条", mend)
    for industry in profile.industries:
        if industry.cite is None and not industry.source.strip():
            mend = "写 cite=，或 source=“哪份文件”"
            yield Problem("", "industry-without-source", f"行业“{industry.zh}”没有出处", mend)


def _category_problems(profile: Profile) -> Iterator[Problem]:
    """Rules limited to categories that there are not."""
    known = {c.key for c in profile.categories}
    for edition in profile.editions:
        limits = [(r.cite, r.categories) for r in edition.clauses]
        limits += [(r.cite, r.categories) for r in edition.rules]
        for cite, categories in limits:
            for key in categories:
                if key not in known:
                    offered = "、".join(sorted(known)) or "无，请先写出 categories 钩子"
                    mend = f"改为 categories 钩子里的 key：{offered}"
                    yield Problem("", "unknown-category", f"{cite}限于类别“{key}”，而没有这个类别", mend)


def _record_kind_problems(kind: RecordKind) -> Iterator[Problem]:
    """Fields that cannot be filled in."""
    where = f"记录种类“{kind.key}”"
    yield from _key_problems(where, [f.key for f in kind.fields])
    for field in kind.fields:
        if field.type is FieldType.CHOICE and len(set(field.options)) < max(1, len(field.options)):
            yield Problem(
                "", "field-options", f"{where}的选项字段“{field.key}”没有选项或重复", "写 options=(…)"
            )
        if field.type is not FieldType.CHOICE and field.options:
            mend = "改 type=FieldType.CHOICE，或去掉 options"
            yield Problem("", "field-options", f"{where}的字段“{field.key}”有选项而不是选项类型", mend)
        if field.low > field.high:
            yield Problem("", "field-bounds", f"{where}的字段“{field.key}”下限大于上限", "low 不大于 high")


def notice_problems(profile: Profile) -> Iterator[Problem]:
    """Templates whose blanks do not exist, of remedies nobody takes, or that look like a penalty."""
    remedies = {v.kind for e in profile.editions for v in walk(e.clauses) if isinstance(v, Remedy)}
    for notice in profile.notices:
        where = f"文书“{notice.key}”"
        for blank in notice.blanks:
            if blank not in BLANKS:
                mend = f"可用的空格：{'、'.join('{' + b + '}' for b in BLANKS)}"
                yield Problem("", "unknown-blank", f"{where}用了没有的空格“{{{blank}}}”", mend)
        if re.search(r"[{}]", re.sub(r"\{[^{}]*\}", "", notice.title + notice.addressee + notice.body)):
            yield Problem("", "broken-blank", f"{where}里的花括号不成对", "空格写作 {服务商}")
        if notice.remedy not in remedies:
            mend = f"remedy 写条款里有的措施：{'、'.join(sorted(remedies)) or '本办法没有措施'}"
            yield Problem("", "notice-remedy", f"{where}用于措施“{notice.remedy}”，而没有条款采取它", mend)
        for word in PENALTY_WORDS.findall(f"{notice.title}\n{notice.body}"):
            mend = "警告、通报在这里是名录管理措施，不用行政处罚的字样"
            yield Problem("", "looks-like-penalty", f"{where}出现“{word}”", mend)
