"""A total and a grade in Chinese for one subject: points, rank, floor, places, the way to the next grade."""

from __future__ import annotations

from banfa.law import Band, Edition, Grading
from banfa.reasoning.columns import Sheet
from banfa.reasoning.distance import Distance, to_next
from banfa.reasoning.evaluation import Evaluation
from banfa.reasoning.explain import explain_rule, settling
from banfa.reasoning.grading import Graded, Places
from banfa.reasoning.openness import what_would_settle
from banfa.reasoning.scoring import Marks
from banfa.reasoning.wording import points


def explain_total(evaluation: Evaluation, edition: Edition, row: int) -> str:
    """The total and what it is made of: dimension by dimension, the cap."""
    marks, rubric = evaluation.marks, edition.rubric
    if marks is None or rubric is None:
        return "本办法的评价不计分。"
    parts = []
    for dimension in rubric.dimensions:
        keys = [c.key for c in dimension.criteria] or [dimension.cite.key]
        ends = [marks.points(key).at(row) for key in keys]
        low, high = sum(end[0] for end in ends), sum(end[1] for end in ends)
        parts.append(f"{dimension.zh}{points(low, high, marks.unit)}")
    said = f"总分{points(*marks.total.at(row), marks.unit)}（{'，'.join(parts)}）"
    if isinstance(rubric.cap, int):
        said += f"，封顶{rubric.cap}分"
    return f"{said}。"


def explain_grade(evaluation: Evaluation, edition: Edition, sheet: Sheet, row: int) -> str:
    """The grade or grades still possible, why, how far the next is, and what would settle an open one."""
    marks, graded, grading = evaluation.marks, evaluation.graded, edition.grading
    if marks is None or graded is None or grading is None:
        return "本办法的评价不划分等级。"
    if not evaluation.taking_part.may[row]:
        return not_taking_part(evaluation, sheet, row)
    best, worst = int(graded.best[row]), int(graded.worst[row])
    said = explain_total(evaluation, edition, row) + ranked(evaluation, graded, row)
    said += f"{grades(grading, best, worst)}：{why(grading, marks, graded, row)}。"
    distance = to_next(evaluation, edition, row)
    if distance is not None:
        said += further(distance)
    if best != worst or not evaluation.taking_part.must[row]:
        said += opened(evaluation, edition, sheet, row)
    return said


def not_taking_part(evaluation: Evaluation, sheet: Sheet, row: int) -> str:
    """Why somebody is not graded."""
    if evaluation.excluded is not None and evaluation.excluded[row]:
        return "主管部门已认定暂不评价，不参加本次评定。"
    failed = (asked for asked in evaluation.rules if not asked.truth.may[row])
    return "不参加本次评定。" + "".join(explain_rule(asked, sheet, row) for asked in failed)


def ranked(evaluation: Evaluation, graded: Graded, row: int) -> str:
    """The rank among those who take part."""
    first, last = int(graded.rank_best[row]), int(graded.rank_worst[row])
    fewest, most = (int(flags.sum()) for flags in evaluation.taking_part)
    among = f"{fewest}" if fewest == most else f"{fewest}至{most}"
    rank = f"第{first}名" if first == last else f"第{first}至{last}名之间"
    return f"在参加评定的{among}家中列{rank}。"


def grades(grading: Grading, best: int, worst: int) -> str:
    """The grade, or the range of grades."""
    if best == worst:
        return f"评定为“{grading.labels[best]}”"
    return f"等级尚不能确定，可能为{'、'.join(f'“{label}”' for label in grading.labels[best : worst + 1])}"


def why(grading: Grading, marks: Marks, graded: Graded, row: int) -> str:
    """How the subject stands to every band down to the worst it can get."""
    total, rank = marks.total.at(row), (int(graded.rank_best[row]), int(graded.rank_worst[row]))
    worst = int(graded.worst[row])
    said = [
        stands(band, graded.places[code], total, rank, marks.unit)
        for code, band in enumerate(grading.bands[: worst + 1])
        if band.floor is not None or graded.places[code] is not None
    ]
    return "；".join(said) if said else "其余等级均未取得"


def stands(
    band: Band, places: Places | None, total: tuple[int, int], rank: tuple[int, int], unit: int
) -> str:
    """How points and rank stand to one band."""
    said = []
    if band.floor is not None:
        floor = band.floor * unit
        line = f"“{band.label}”分数线{band.floor}分"
        if total[1] < floor:
            return f"未达到{line}"
        said.append(f"达到{line}" if total[0] >= floor else f"能否达到{line}尚不明确")
    if places is not None:
        own, last = (span(*ends) for ends in (places.own, places.last))
        inside = (rank[0] <= places.last[1]) + (rank[1] <= places.last[0])
        found = ("之外", "尚不明确", "在内")[inside]
        said.append(f"“{band.label}”名额{own}家、取至第{last}名，名次{found}")
    return "，".join(said)


def span(low: int, high: int) -> str:
    """A number or a range."""
    return f"{low}" if low == high else f"{low}至{high}"


def further(distance: Distance) -> str:
    """The way to the next better grade."""
    label = distance.band.label
    said = []
    if distance.to_floor[1]:
        said.append(f"距“{label}”分数线{points(*distance.to_floor, distance.unit)}")
    if distance.ranks[1]:
        said.append(f"距“{label}”末位名次{span(*distance.ranks)}名")
    if distance.points is not None:
        more = points(distance.points, distance.points, distance.unit)
        said.append(f"其他服务商得分不变时，再得{more}即可升等")
    return f"{'，'.join(said)}。" if said else ""


def opened(evaluation: Evaluation, edition: Edition, sheet: Sheet, row: int) -> str:
    """What would settle an open grade: own facts, open terms, rules of taking part, others' points."""
    marks = evaluation.marks
    found = [
        one
        for value in (*(asked.rule for asked in evaluation.rules), edition.rubric, edition.grading)
        if value is not None
        for one in what_would_settle(value, sheet, row)
    ]
    said = settling(dict.fromkeys(found))
    if marks is None:
        return said
    wide = marks.total.low != marks.total.high
    wide |= evaluation.taking_part.must != evaluation.taking_part.may
    wide[row] = False
    others = int((wide & evaluation.taking_part.may).sum())
    return said + (f"另有{others}家服务商的得分或者参评资格尚未确定。" if others else "")
