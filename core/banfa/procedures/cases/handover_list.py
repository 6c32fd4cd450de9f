"""The list of what was handed over (工作移交清单), to be printed and signed by both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from banfa.papers.model import Cell, Form, Table
from banfa.papers.wording import write_day
from banfa.procedures.cases.handover_rows import HANDOVERS, HandedOver
from banfa.trust.persons import find_person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit

COLUMNS: Final = ("序号", "类别", "案号或者文号", "当事单位", "事项", "当前环节", "到期日")


def make_handover_list(unit: Unit, profile: Profile, row_id: int) -> Form:
    """Make the list of one handing over, cases first. Raises Missing."""
    over = HANDOVERS.find(unit, row_id, lock=False)
    giver, taker = (find_person(unit, number).name for number in (over.person_id, over.taker_id))
    maker = find_person(unit, over.recorded_by).name
    rows = tuple((str(place), *cells) for place, cells in enumerate(_list_cells(over), start=1))
    return Form(
        name="handover_list",
        title="工作移交清单",
        bureau=profile.city.bureau,
        rows=(
            (Cell("移交人", giver), Cell("接收人", taker)),
            (
                Cell("移交日期", write_day(over.handed_on)),
                Cell("件数", str(len(rows))),
            ),
            (Cell("移交理由", over.reason),),
            (
                Cell("移交人签名及日期", "", 2, signature=True),
                Cell("接收人签名及日期", "", 2, signature=True),
            ),
        ),
        table=Table(COLUMNS, rows),
        note=f"制表人：{maker}　　　　审核人：　　　　　　日期：",
        origins=(),
        blanks=(),
    )


def _list_cells(over: HandedOver) -> Iterator[tuple[str, ...]]:
    """What each line says after its number."""
    for case in over.cases:
        yield "案件", case.get("number", ""), "", case.get("title", ""), case.get("state", ""), ""
    for item in over.items:
        yield tuple(item.get(name, "") for name in ("kind", "number", "party", "what", "step", "due_on"))
