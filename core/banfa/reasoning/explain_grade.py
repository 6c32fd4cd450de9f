"""A total and a grade in Chinese for one subject: points, rank, floor, places, the way to the next grade."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banfa.reasoning.distance import Distance, distance_to_next
from banfa.reasoning.explain import explain_rule, explain_unsettled
from banfa.reasoning.openness import find_unsettled
from banfa.reasoning.wording import format_points

if TYPE_CHECKING:
    from collections.abc import Collection

    from banfa.law import Band, Edition, Grading
    from banfa.reasoning.columns import Sheet
    from banfa.reasoning.evaluation import Evaluation
    from banfa.reasoning.grading import Graded, Places
    from banfa.reasoning.scoring import Marks


def explain_total(
    evaluation: Evaluation, edition: Edition, row: int, *, withheld: Collection[str] = ()
) -> str:
    """Explain the total and what it is made of: dimension by dimension, the cap.

    Of a dimension one of whose criteria is `withheld`, by key, the points are not told.
    """
    marks, rubric = evaluation.marks, edition.rubric
    if marks is None or rubric is None:
        return "本办法的评价不计分。"
    parts = []
    for dimension in rubric.dimensions:
        keys = [c.key for c in dimension.criteria] or [dimension.cite.key]
        if not set(withheld).isdisjoint(keys):
            continue
        ends = [marks.points(key).at(row) for key in keys]
        low, high = sum(end[0] for end in ends), sum(end[1] for end in ends)
        parts.append(f"{dimension.zh}{format_points(low, high, marks.unit)}")
    among = "其中" if withheld else ""
    made_of = f"（{among}{'，'.join(parts)}）" if parts else ""
    text = f"总分{format_points(*marks.total.at(row), marks.unit)}{made_of}"
    if isinstance(rubric.cap, int):
        text += f"，封顶{rubric.cap}分"
    return f"{text}。"


def explain_grade(
    evaluation: Evaluation,
    edition: Edition,
    sheet: Sheet,
    row: int,
    *,
    withheld: Collection[str] = (),
    distance: bool = True,
) -> str:
    """Explain the grade or grades still possible, why, how far the next is, what would settle an open one.

    `withheld` as in `explain_total`. Without the `distance`, which tells others' points.
    """
    marks, graded, grading = evaluation.marks, evaluation.graded, edition.grading
    if marks is None or graded is None or grading is None:
        return "本办法的评价不划分等级。"
    if not evaluation.taking_part.may[row]:
        return _explain_absence(evaluation, sheet, row)
    best, worst = int(graded.best[row]), int(graded.worst[row])
    text = explain_total(evaluation, edition, row, withheld=withheld) + _explain_rank(evaluation, graded, row)
    text += f"{_explain_range(grading, best, worst)}：{_explain_bands(grading, marks, graded, row)}。"
    to_next = distance_to_next(evaluation, edition, row) if distance else None
    if to_next is not None:
        text += _explain_distance(to_next)
    if best != worst or not evaluation.taking_part.must[row]:
        text += _explain_open_grade(evaluation, edition, sheet, row)
    return text


def _explain_absence(evaluation: Evaluation, sheet: Sheet, row: int) -> str:
    """Explain why somebody is not graded."""
    if evaluation.excluded is not None and evaluation.excluded[row]:
        return "主管部门已认定暂不评价，不参加本次评定。"
    failed = (rule for rule in evaluation.rules if not rule.truth.may[row])
    return "不参加本次评定。" + "".join(explain_rule(rule, sheet, row) for rule in failed)


def _explain_rank(evaluation: Evaluation, graded: Graded, row: int) -> str:
    """Say the rank among those who take part."""
    first, last = int(graded.rank_best[row]), int(graded.rank_worst[row])
    fewest, most = (int(flags.sum()) for flags in evaluation.taking_part)
    among = f"{fewest}" if fewest == most else f"{fewest}至{most}"
    rank = f"第{first}名" if first == last else f"第{first}至{last}名之间"
    return f"在参加评定的{among}家中列{rank}。"


def _explain_range(grading: Grading, best: int, worst: int) -> str:
    """Say the grade, or the range of grades."""
    if best == worst:
        return f"评定为“{grading.labels[best]}”"
    return f"等级尚不能确定，可能为{'、'.join(f'“{label}”' for label in grading.labels[best : worst + 1])}"


def _explain_bands(grading: Grading, marks: Marks, graded: Graded, row: int) -> str:
    """Explain how the subject stands to every band down to the worst it can get."""
    total, rank = marks.total.at(row), (int(graded.rank_best[row]), int(graded.rank_worst[row]))
    worst = int(graded.worst[row])
    phrases = [
        _explain_band(band, graded.places[code], total, rank, marks.unit)
        for code, band in enumerate(grading.bands[: worst + 1])
        if band.floor is not None or graded.places[code] is not None
    ]
    return "；".join(phrases) if phrases else "其余等级均未取得"


def _explain_band(
    band: Band, places: Places | None, total: tuple[int, int], rank: tuple[int, int], unit: int
) -> str:
    """Explain how points and rank stand to one band."""
    phrases = []
    if band.floor is not None:
        floor = band.floor * unit
        line = f"“{band.label}”分数线{band.floor}分"
        if total[1] < floor:
            return f"未达到{line}"
        phrases.append(f"达到{line}" if total[0] >= floor else f"能否达到{line}尚不明确")
    if places is not None:
        own, last = (_explain_span(*ends) for ends in (places.own, places.last))
        inside = (rank[0] <= places.last[1]) + (rank[1] <= places.last[0])
        where = ("之外", "尚不明确", "在内")[inside]
        phrases.append(f"“{band.label}”名额{own}家、取至第{last}名，名次{where}")
    return "，".join(phrases)


def _explain_span(low: int, high: int) -> str:
    """Say a number or a range."""
    return f"{low}" if low == high else f"{low}至{high}"


def _explain_distance(distance: Distance) -> str:
    """Say the way to the next better grade."""
    label = distance.band.label
    phrases = []
    if distance.to_floor[1]:
        phrases.append(f"距“{label}”分数线{format_points(*distance.to_floor, distance.unit)}")
    if distance.ranks[1]:
        phrases.append(f"距“{label}”末位名次{_explain_span(*distance.ranks)}名")
    if distance.points is not None:
        more = format_points(distance.points, distance.points, distance.unit)
        phrases.append(f"其他服务商得分不变时，再得{more}即可升等")
    return f"{'，'.join(phrases)}。" if phrases else ""


def _explain_open_grade(evaluation: Evaluation, edition: Edition, sheet: Sheet, row: int) -> str:
    """Say what would settle an open grade: own facts, open terms, rules of taking part, others' points."""
    marks = evaluation.marks
    unsettled = [
        open_thing
        for value in (*(answer.rule for answer in evaluation.rules), edition.rubric, edition.grading)
        if value is not None
        for open_thing in find_unsettled(value, sheet, row)
    ]
    text = explain_unsettled(dict.fromkeys(unsettled))
    if marks is None:
        return text
    wide = marks.total.low != marks.total.high
    wide |= evaluation.taking_part.must != evaluation.taking_part.may
    wide[row] = False
    others = int((wide & evaluation.taking_part.may).sum())
    return text + (f"另有{others}家服务商的得分或者参评资格尚未确定。" if others else "")
