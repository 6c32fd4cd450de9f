"""A sheet of scales as it goes back to who has sent it: what is wrong in its cells, and beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banfa.ledger.sheets.read_child import TEMPLATE_SHEET
from banfa.ledger.sheets.workbooks import TEXT, open_workbook
from banfa.procedures.instruments import scale_columns as at
from banfa.procedures.instruments.scale_sheets import find_heads, list_open_scales, read_file, read_scales
from banfa.procedures.instruments.scale_template import MARK

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.procedures.instruments.scale_sheets import CellProblem
    from banfa.trust.unit import Unit


def return_sheet(unit: Unit, profile: Profile, *, edition: str, content: bytes) -> bytes:
    """Give a sheet back with what is wrong in its cells, and beside them. Raises as `read_scales`."""
    law, _ = list_open_scales(unit, profile, edition)
    grid = read_file(law, content)
    sheet = read_scales(unit, profile, edition=edition, content=content)
    wrong: dict[int, list[CellProblem]] = {}
    for problem in sheet.list_problems():
        wrong.setdefault(problem.line, []).append(problem)
    head_line, heads = find_heads(grid)
    places = [place for place in sorted(heads) if heads[place] != at.PROBLEM]
    with open_workbook() as (workbook, buffer):
        page = workbook.add_sheet("评分标准")
        hidden = workbook.add_sheet(TEMPLATE_SHEET)
        hidden.very_hidden()
        workbook.write_text(hidden, 0, 0, f"{MARK}{law.key}:1", TEXT)
        page.set_column(0, len(places) - 1, 16, workbook.styles[TEXT])
        page.set_column(len(places), len(places), 60)
        workbook.write_texts(page, head_line - 1, [*(heads[place] for place in places), at.PROBLEM], "head")
        for line, cells in grid.rows:
            if line <= head_line:
                continue
            named = {problem.head for problem in wrong.get(line, ())}
            for to, place in enumerate(places):
                text = str(cells[place]) if place < len(cells) and cells[place] is not None else ""
                workbook.write_text(page, line - 1, to, text, "bad" if heads[place] in named else TEXT)
            whys = "".join(problem.why for problem in wrong.get(line, ()))
            workbook.write_text(page, line - 1, len(places), whys, "bad" if whys else TEXT)
        page.freeze_panes(head_line, 0)
    return buffer.getvalue()
