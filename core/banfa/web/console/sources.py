"""来源: the systems that report, and up to which day each has declared what it reports complete."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func

from banfa.database.tenancy import select
from banfa.ledger.entries.pinyin import fold_text, make_search_text
from banfa.ledger.entries.tables import stands
from banfa.ledger.kinds.completeness import SourceComplete, reports_in
from banfa.trust.source_row import KINDS, REGISTERED
from banfa.trust.sources import list_sources, register_source
from banfa.trust.tokens import list_connected
from banfa.web.api.sources import SourcesQuery
from banfa.web.console.frame.columns import Column
from banfa.web.console.frame.declared import Nav
from banfa.web.console.frame.forms import LongChoiceField, PageForm, TextField, at_most, require
from banfa.web.console.frame.lists import Filter, Rows, Selection, list_page
from banfa.web.console.frame.pages import page

if TYPE_CHECKING:
    from banfa.web.console.frame.calls import PageCall, Result

COLUMNS: Final = (
    Column(zh="系统", value=itemgetter("name")),
    Column(zh="标识", value=itemgetter("key"), look="code"),
    Column(zh="种类", value=itemgetter("kind")),
    Column(zh="接口", value=itemgetter("connected")),
    Column(zh="数据截止", value=itemgetter("complete")),
    Column(zh="联系人", value=itemgetter("contact"), wide=True),
    Column(zh="登记时间", value=itemgetter("at"), wide=True),
)
"""What the list shows."""

_COMPLETE: Final = (
    select(SourceComplete.c.source, SourceComplete.c.reports, func.max(SourceComplete.c.until_on))
    .where(stands(SourceComplete.rows))
    .group_by(SourceComplete.c.source, SourceComplete.c.reports)
    .order_by(SourceComplete.c.source, SourceComplete.c.reports)
)


class SourceForm(PageForm):
    """A system to register."""

    name = TextField("系统名称", validators=[require("请填写系统名称"), at_most(100)])
    key = TextField(
        "标识", hint="小写字母、数字和连字符，如 platform；登记后不能改", validators=[require("请填写标识")]
    )
    kind = LongChoiceField(
        "种类", [(key, KINDS[key]) for key in REGISTERED], validators=[require("请选择种类")]
    )
    contact = TextField("联系人和联系方式", validators=[at_most(200)])


@list_page(
    "/sources",
    "source.read",
    "数据来源",
    columns=COLUMNS,
    query=SourcesQuery,
    filters=(Filter("q", "名称、标识"), Filter("kind", "种类", tuple(KINDS.items()))),
    counted_in="个",
    template="sources.html",
    nav=Nav(section="数据", icon="signpost-split", order=60),
)
def sources(call: PageCall, selection: Selection) -> Rows:
    """Every source; a bureau has few, so the list is one page."""
    connected = list_connected(call.unit)
    complete = _list_complete(call)
    wanted, kind = fold_text(selection.values.get("q", "")), selection.values.get("kind")
    rows = [
        {
            "name": source.name,
            "key": source.key,
            "kind": KINDS[source.kind],
            "connected": "有密钥" if source.key in connected else "",
            "complete": complete.get(source.key, []),
            "contact": source.contact,
            "at": source.registered_at,
        }
        for source in list_sources(call.unit)
        if kind in {None, source.kind} and wanted in make_search_text((source.name,), (source.key,))
    ]
    call.shows("sources", ())
    return Rows(rows=rows, total=len(rows))


def _list_complete(call: PageCall) -> dict[str, list[str]]:
    """List up to which day each source has declared each kind of report complete."""
    words, complete = reports_in(call.profile), dict[str, list[str]]()
    rows: Any = call.unit.execute(_COMPLETE)
    for source, reports, until_on in rows:
        complete.setdefault(source, []).append(f"{words.get(reports, reports)}至{until_on}")
    return complete


@page("/sources/new", "source.manage", "登记来源", writes=True)
def new_source(call: PageCall) -> Result:
    """Register a system."""
    form = call.form(SourceForm)
    if call.takes(form):
        registered = register_source(call.unit, **form.values)
        return call.done("sources", f"已登记{registered.name}")
    return call.render("source_form.html", form=form)
