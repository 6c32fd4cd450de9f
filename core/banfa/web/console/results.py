"""得分汇总表: a round's results as one table, to be read, printed, and taken along as a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from banfa.ledger.recording.names import name_providers
from banfa.procedures.rounds.exclusions import list_standing
from banfa.procedures.rounds.score_sheet import ScoreSheet, make_score_sheet
from banfa.procedures.rounds.transitions import find_round
from banfa.web.console.frame.calls import File
from banfa.web.console.frame.columns import Column
from banfa.web.console.frame.exporting import MEDIA_TYPE, write_workbook
from banfa.web.console.frame.pages import page
from banfa.web.console.results_words import describe_sheet, say_unsure, write_ends, write_points
from banfa.web.console.rounds_forms import ExclusionForm
from banfa.web.console.rounds_view import view_round

if TYPE_CHECKING:
    from banfa.procedures.rounds.score_sheet import SheetLine
    from banfa.procedures.rounds.transitions import Round
    from banfa.web.console.frame.calls import PageCall, Result

TITLE: Final = "得分汇总表"


@page("/rounds/<id(round):round_id>/results", "round.read", TITLE, weight=5)
def round_results(call: PageCall, round_id: int) -> Result:
    """Everybody by grade and rank, and who is still open with what would settle it."""
    view = view_round(call, round_id)
    if view.details.computation is None:
        return call.render("round_unscored.html", view=view)
    categories = _name_categories(call)
    return call.render(
        "round_results.html",
        view=view,
        exclusion=call.form(ExclusionForm),
        name_categories=lambda line: "、".join(categories.get(key, key) for key in line.categories),
        excluded=_name_excluded(call, round_id),
        **describe_sheet(call.unit, round_id),
    )


@page("/rounds/<id(round):round_id>/results.xlsx", "round.read", f"{TITLE}（导出）", weight=20)
def round_results_workbook(call: PageCall, round_id: int) -> Result:
    """The same table as a workbook."""
    round_ = find_round(call.unit, round_id, lock=False)
    sheet = make_score_sheet(call.unit, round_id=round_id)
    unit = call.unit
    made_by = (
        f"{unit.actor.bureau.name}　数据截止 {round_.cut_off_at:%Y-%m-%d}　单位：分　"
        f"制表人 {unit.actor.name}　审核人　　　　{unit.today}"
    )
    name = f"{round_.name}{TITLE}"
    columns = _make_columns if _gives_points(call, round_) else _make_plain_columns
    data = write_workbook(name, columns(sheet, _name_categories(call)), sheet.lines, made_by=made_by)
    return File(data, f"{name}{unit.today}.xlsx", MEDIA_TYPE)


def _make_columns(sheet: ScoreSheet, categories: dict[str, str]) -> list[Column]:
    """The columns of the bureau's own table; points are written as on the page."""
    ties = {"": "", "first": "并列", "inner": "并列", "last": "并列"}

    def of_dimension(at: int) -> Any:
        return lambda line: write_points(line.parts[at]) if line.parts else ""

    return [
        Column(zh="名次", value=lambda line: write_ends(line.standing.rank), num=True),
        Column(zh="服务商", value=lambda line: line.provider),
        Column(zh="类别", value=lambda line: [categories.get(key, key) for key in line.categories]),
        *(
            Column(zh=f"{head.zh}（{head.full}分）", value=of_dimension(at), num=True)
            for at, head in enumerate(sheet.dimensions)
        ),
        Column(zh="总分", value=lambda line: write_points(line.standing.total), num=True),
        Column(zh="拟评等级", value=lambda line: write_ends(line.standing.grade)),
        Column(zh="上期等级", value=lambda line: line.grade_before),
        Column(zh="差一步事项（未决数据）", value=_say_open),
        Column(zh="并列处理", value=lambda line: ties[line.tie]),
        Column(zh="备注", value=lambda line: say_unsure(line.standing) if line.is_open else line.missing),
    ]


def _gives_points(call: PageCall, round_: Round) -> bool:
    """Whether the edition of a round has a rubric."""
    return any(e.key == round_.edition and e.rubric is not None for e in call.profile.editions)


def _make_plain_columns(_sheet: ScoreSheet, categories: dict[str, str]) -> list[Column]:
    """The columns where nothing is scored: as on the page."""
    return [
        Column(zh="服务商", value=lambda line: line.provider),
        Column(zh="类别", value=lambda line: [categories.get(key, key) for key in line.categories]),
        Column(zh="情况", value=lambda line: "尚不能确定" if line.is_open else "已汇集"),
        Column(zh="尚缺", value=lambda line: line.missing),
    ]


def _say_open(line: SheetLine) -> str:
    return line.missing if line.is_open else ""


def _name_categories(call: PageCall) -> dict[str, str]:
    return {category.key: category.zh for category in call.profile.categories}


def _name_excluded(call: PageCall, round_id: int) -> list[tuple[str, str]]:
    """Who is not evaluated, and by which document."""
    rulings = list_standing(call.unit, round_id)
    names = name_providers(call.unit, [ruling.provider_id for ruling in rulings])
    return [(names.get(ruling.provider_id, ""), ruling.document_no) for ruling in rulings]
