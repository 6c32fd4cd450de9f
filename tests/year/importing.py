"""Sheets brought in by the page of imports: the template filled in, looked at, and written by one click."""

from __future__ import annotations

from tests.web.sheets import fill_templates
from tests.year.desk import FIRST


def bring_in(desk, papers, *, by=FIRST):
    """Bring in rows by the names of their sheets, at least two of these; all of them come in."""
    template = desk.fetch("/imports/all-templates.xlsx", by)
    batch = desk.fill(
        "/imports", by=by, button="上传", file=[("台账.xlsx", fill_templates(template, papers))]
    )
    words = desk.read(batch, by)
    assert "拒收" not in words, f"{words}\n{explain(desk, batch, by)}"
    rows = sum(map(len, papers.values()))
    desk.press(batch, f"写入{len(papers)}张表共{rows}行", by=by)
    assert "已全部写入台账" in desk.work(batch, by)
    return batch


def explain(desk, batch, by):
    """What is wrong with the rows that were rejected."""
    pages = [desk.read(f"{sheet}?class=rejected", by) for sheet in desk.find(batch, r"/imports/si_\w+", by)]
    return "\n".join(pages)


def declare_complete(desk, until, *, by=FIRST):
    """Declare every kind of report complete up to a day."""
    desk.read("/data-completeness/new", by)
    reports = desk.at(by).list_options("reports")
    desk.fill("/data-completeness/new", by=by, reports=reports, until_on=until, basis="各单位数据报送函")
