"""设置: what the bureau is, the day up to which decisions of before are brought in, and the limits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from banfa.errors import Missing
from banfa.jobs.timing import USUAL
from banfa.ledger.sheets.archives import MAX_BYTES
from banfa.ledger.sheets.grids import MAX_ROWS
from banfa.procedures.decisions.cut_over import find_cut_over, set_cut_over
from banfa.procedures.imports.tables import RETENTION
from banfa.trust.passwords import ONE_TIME_DAYS
from banfa.trust.persons import name_persons
from banfa.trust.session_row import MAX_IDLE, MAX_SESSION
from banfa.trust.token_row import MAX_DAYS
from banfa.web.console.frame.declared import Nav
from banfa.web.console.frame.forms import DayField, PageForm, require
from banfa.web.console.frame.lists import MAX_EXPORT
from banfa.web.console.frame.pages import page

if TYPE_CHECKING:
    from datetime import timedelta

    from banfa.procedures.decisions.cut_over import CutOver
    from banfa.web.console.frame.calls import PageCall, Result

HOUR_S: Final = 3600


class CutOverForm(PageForm):
    """The day."""

    until_on = DayField(
        "既往决定截至",
        hint="如 2026-03-31；定了不能改",
        validators=[require("请填写日期")],
    )


@page("/settings", "person.manage", "设置", writes=True, nav=Nav(section="管理", icon="gear", order=40))
def settings(call: PageCall) -> Result:
    """Show what the bureau is; set the cut-over day, once."""
    form = call.form(CutOverForm)
    if call.takes(form):
        row = set_cut_over(call.unit, **form.values)
        return call.done("settings", f"既往决定截至{row.until_on}")
    cut_over = _find_cut_over(call)
    set_by = None if cut_over is None else name_persons(call.unit, [cut_over.set_by])[cut_over.set_by]
    return call.render("settings.html", form=form, cut_over=cut_over, set_by=set_by, limits=_list_limits())


def _find_cut_over(call: PageCall) -> CutOver | None:
    try:
        return find_cut_over(call.unit)
    except Missing:
        return None


def _list_limits() -> list[tuple[str, str]]:
    """List limits that people meet, in words."""
    return [
        ("导入的文件", f"{MAX_BYTES >> 20} MB，{MAX_ROWS}行；原文件保存{RETENTION.days}天"),
        ("导出", f"一次{MAX_EXPORT}行"),
        ("登录", f"闲置{_write_hours(MAX_IDLE)}、最长{_write_hours(MAX_SESSION)}后须重新登录"),
        ("一次性密码", f"{ONE_TIME_DAYS}日内有效"),
        ("接口密钥", f"最长{MAX_DAYS}天"),
        ("后台任务", f"最多试{USUAL.tries}次"),
    ]


def _write_hours(length: timedelta) -> str:
    return f"{int(length.total_seconds()) // HOUR_S}小时"
