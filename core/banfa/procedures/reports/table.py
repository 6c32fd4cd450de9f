"""The monthly table (月度调度表): lines by district, industry or provider, and their total.

A fact that the ledger lacks is never a zero: its cell is empty (None), and a note says why. Everything is
exact: amounts in 分, the rate of completion in hundredths of a per cent.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from banfa.ledger.kinds.completeness import REPORTS, completeness
from banfa.procedures.reports.counting import count_others, count_projects, name_known_providers
from banfa.procedures.reports.pool import count_pool
from banfa.procedures.reports.rolling import Knowledge, Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from banfa.cities.profile import Profile
    from banfa.procedures.reports.rolling import Count
    from banfa.trust.unit import Unit

NUMBERS: Final = {
    "targets": "目标企业数",
    "diagnosed": "已诊断",
    "signed": "已签约",
    "started": "已开工",
    "finished": "已完工",
    "accepted": "已验收",
    "second_level": "二级及以上",
    "rate": "完成率",
    "change": "较上月",
    "amount": "合同额",
    "allocated": "奖补已下达",
    "paid": "奖补已拨付",
    "execution": "资金执行率",
    "overdue": "超期项目数",
}
"""Columns of a line beside its name."""
NAME: Final = "name"
"""The column with what a line is called."""
WORDS: Final = {"problem": "主要问题", "officer": "责任人"}
"""Columns that who drafts a report fills in."""
COLUMNS: Final = NUMBERS | WORDS
TOTAL: Final = "合计"
NOT_STATED: Final = "（台账未填）"
WHOLE: Final = 10_000
"""All of something, in hundredths of a per cent."""
RESTS_ON: Final = {
    "signed": ("contract",),
    "started": ("contract", "progress", "acceptance"),
    "finished": ("contract", "acceptance"),
    "accepted": ("contract", "acceptance"),
    "second_level": ("contract", "acceptance"),
    "overdue": ("contract", "acceptance"),
}
"""What others report for a number: a nought is one only where that is declared complete up to the day."""
ALWAYS: Final = (
    "目标企业数为台账中的试点企业，截至该日已退出试点的不计；迁出、合并等其他变更不影响。",
    "企业按家计，有一份改造合同到该阶段的即计入；解除、终止的合同不计。",
    "已开工以登记有实质性进展（或者已完工、已组织验收）为准，已完工以合同履行完毕或者通过验收为准。",
    "诊断、奖补没有登记的留空，不作零计；资金执行率为已拨付占已下达的比例，收回的不减。",
    "整改中为限期整改已送达、还没有登记整改结果的服务商，仍在库的也计入在库；已清退为历次累计。",
    "超期项目数为计划验收日已过而没有通过验收的合同数；名单所定实施期是否已过，见试点项目进度台账。",
)
BY_PROVIDER: Final = (
    "试点企业不分配给服务商，按服务商不列目标企业数和完成率；与几家签约的企业分别计，合计只计一次。"
)


class MonthlyTable(NamedTuple):
    """Lines in the order of their names, the total last; the pool; what has to be read with them."""

    lines: list[Line]
    pool: dict[str, int | None]
    notes: list[str]

    def list_names(self) -> list[str]:
        """List what the lines are called."""
        return [str(line[NAME]) for line in self.lines]


def make_table(
    unit: Unit, profile: Profile, *, by: str, as_of: date, knowledge: Knowledge | None = None
) -> MonthlyTable:
    """Make the table as of the end of a day, as known at a moment (None: now)."""
    knowledge = knowledge or Knowledge()
    days = completeness(unit.connection, unit.tenant_id, known_at=knowledge.known_at)
    counts = [*count_projects(unit, by, as_of, knowledge), *count_others(unit, by, as_of, knowledge)]
    numbers = _gather(counts)
    earlier_day = as_of.replace(day=1) - timedelta(1)
    earlier = _gather(count_projects(unit, by, earlier_day, knowledge))
    names = _name(unit, profile, by, knowledge, numbers)
    whole, was_whole = _find_whole(days, as_of), _find_whole(days, earlier_day)
    order = sorted(names, key=lambda key: (key == _ALL, key[1] is None, names[key], str(key[1])))
    lines = [_make_line(names[key], numbers[key], earlier.get(key, {}), whole, was_whole) for key in order]
    pool = count_pool(unit, as_of, knowledge)
    return MonthlyTable(lines, pool, _make_notes(by, as_of, days, numbers.get(_ALL, {})))


Key = tuple[bool, Any]
_ALL: Final[Key] = (True, None)


def _gather(counts: Iterable[Count]) -> dict[Key, dict[str, int | None]]:
    """Put together what several statements say of a line."""
    gathered: defaultdict[Key, dict[str, int | None]] = defaultdict(dict)
    for count in counts:
        gathered[count.total, count.key] |= count.numbers
    return dict(gathered)


def _find_whole(days: Mapping[str, date], as_of: date) -> frozenset[str]:
    """Which numbers rest on reports that are all declared complete up to the day."""
    return frozenset(
        name
        for name, reports in RESTS_ON.items()
        if all(report in days and days[report] >= as_of for report in reports)
    )


def _name(unit: Unit, profile: Profile, by: str, knowledge: Knowledge, keys: Iterable[Key]) -> dict[Key, str]:
    """Name the lines; the total only where there is something of which it is one."""
    if by == "provider":
        known: Mapping[Any, str] = name_known_providers(unit, knowledge)
    elif by == "industry":
        known = {industry.key: industry.zh for industry in profile.industries}
    else:
        known = {}
    names = {key: known.get(key[1], NOT_STATED if key[1] is None else str(key[1])) for key in keys}
    has_lines = any(not total for total, _ in names)
    return {key: TOTAL if key == _ALL else name for key, name in names.items() if has_lines or not key[0]}


def _make_line(
    name: str,
    counts: Mapping[str, int | None],
    earlier: Mapping[str, int | None],
    whole: frozenset[str],
    was_whole: frozenset[str],
) -> Line:
    accepted = _say(counts, "accepted", whole)
    rate = _find_rate(accepted, counts.get("targets"))
    before = _find_rate(_say(earlier, "accepted", was_whole), counts.get("targets"))
    # An amount of no contract is nought where it is known that there is none.
    priced = counts.get("contracts") or 0
    amount = counts.get("amount") if priced or "signed" not in whole else 0
    overdue = _say(counts, "overdue", whole)
    return {
        NAME: name,
        "targets": counts.get("targets"),
        "diagnosed": counts.get("diagnosed"),
        **{stage: _say(counts, stage, whole) for stage in ("signed", "started", "finished")},
        "accepted": accepted,
        "second_level": _say(counts, "second_level", whole),
        "rate": rate,
        "change": None if rate is None or before is None else rate - before,
        "amount": amount,
        "allocated": counts.get("allocated"),
        "paid": counts.get("paid"),
        "execution": _find_rate(counts.get("paid"), counts.get("allocated")),
        "overdue": None if overdue == 0 and counts.get("unplanned") else overdue,
    }


def _say(counts: Mapping[str, int | None], name: str, whole: frozenset[str]) -> int | None:
    """A number of the ledger; a nought only where it is known to be one."""
    return counts.get(name) or (0 if name in whole else None)


def _find_rate(part: int | None, whole: int | None) -> int | None:
    """What part of a whole something is, in hundredths of a per cent, half a hundredth up."""
    if part is None or not whole:
        return None
    return (2 * WHOLE * part + whole) // (2 * whole)


def _make_notes(
    by: str, as_of: date, days: Mapping[str, date], all_of: Mapping[str, int | None]
) -> list[str]:
    notes = [*ALWAYS, *([BY_PROVIDER] if by == "provider" else [])]
    for report in ("contract", "progress", "acceptance"):
        until = days.get(report)
        if until is None or until < as_of:
            declared = f"只申明完整到{until}" if until else "没有申明完整截至哪一日"
            notes.append(f"{REPORTS[report]}的数据{declared}：据以计算的数可能偏少，没有登记的留空。")
    if unpriced := all_of.get("unpriced"):
        notes.append(f"有{unpriced}份改造合同没有登记金额，未计入合同额。")
    if unplanned := all_of.get("unplanned"):
        notes.append(f"有{unplanned}个未验收的项目没有登记计划验收日，未计入超期项目数。")
    return notes
