"""疑似重复: entries that two sources report alike, side by side, and whether they are one."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from banfa.ledger.kinds.registry import KINDS, find_kind
from banfa.ledger.recording.doubles import describe_ruling, find_double, list_doubles, rule_double
from banfa.ledger.recording.labels import label_entries
from banfa.trust.sources import list_sources
from banfa.web.api.doubles import DoublesQuery
from banfa.web.console.entries_history import tell_entry
from banfa.web.console.entries_lists import make_address
from banfa.web.console.entries_traces import trace_entries
from banfa.web.console.entries_words import read_value, write_value
from banfa.web.console.frame.columns import Column
from banfa.web.console.frame.declared import Nav
from banfa.web.console.frame.forms import ChoiceField, LongTextField, PageForm, at_most, require
from banfa.web.console.frame.lists import Filter, Rows, Selection, list_page
from banfa.web.console.frame.pages import page

if TYPE_CHECKING:
    from banfa.ledger.recording.doubles import Double
    from banfa.web.console.frame.calls import PageCall, Result

EVERY: Final = (("true", "连同已认定的"),)
SAME, DIFFERENT = "yes", "no"
RULED: Final = {None: "待认定", True: "同一件", False: "不是同一件"}
CHOICES: Final = ((SAME, "是同一件，后登记的一条不再计入"), (DIFFERENT, "不是同一件，各自计入"))


class DoubleForm(PageForm):
    """Whether it is one thing, and why."""

    is_double = ChoiceField("认定", CHOICES, validators=[require("请选择是不是同一件")])
    reason = LongTextField(
        "理由", hint="如经核对合同原件，系同一合同", validators=[require("请写明理由"), at_most(4000)]
    )


COLUMNS: Final = (
    Column(zh="台账", value=lambda line: line["kind"].zh),
    Column(zh="先登记的", value=lambda line: line["of"], link=lambda line: line["address"]),
    Column(zh="其来源", value=lambda line: line["of_source"], wide=True),
    Column(zh="后登记的", value=lambda line: line["entry"], link=lambda line: line["address"]),
    Column(zh="其来源", value=lambda line: line["source"], wide=True),
    Column(zh="服务商", value=lambda line: line["provider"]),
    Column(zh="发现时间", value=lambda line: line["double"].noticed_at, wide=True),
    Column(zh="认定", value=lambda line: line["ruled"], look="tag"),
)


@list_page(
    "/doubles",
    "ledger.rule",
    "疑似重复",
    columns=COLUMNS,
    query=DoublesQuery,
    filters=(Filter("all", "范围", EVERY),),
    counted_in="对",
    when_empty="没有疑似重复的记录。两个来源所报的当事人、日期、金额等相同的，列在这里。",
    nav=Nav(section="数据", icon="folder2-open", order=31),
)
def doubles(call: PageCall, selection: Selection) -> Rows:
    """The pairs that are alike now, the oldest first."""
    waiting = not selection.values["all"]
    listed = list_doubles(call.unit, waiting=waiting, after=selection.after, limit=selection.most)
    pairs, after = selection.cut(listed, lambda pair: pair.id)
    sources = {source.key: source.name for source in list_sources(call.unit)}
    for kind, group in groupby(sorted(pairs, key=attrgetter("kind")), key=attrgetter("kind")):
        trace_entries(call, find_kind(kind), {number for p in group for number in (p.of_id, p.entry_id)})
    names = label_entries(call.unit, KINDS["provider"], [pair.provider_id for pair in pairs])
    rows = [_describe(call, pair, sources, names) for pair in pairs]
    return Rows(rows=rows, after=after)


def _describe(
    call: PageCall, pair: Double, sources: dict[str, str], names: dict[int, str]
) -> dict[str, object]:
    return {
        "double": pair,
        "kind": find_kind(pair.kind),
        "of": pair.of_external_id or call.outward(pair.kind, pair.of_id),
        "entry": pair.external_id or call.outward(pair.kind, pair.entry_id),
        "of_source": sources.get(pair.of_source, pair.of_source),
        "source": sources.get(pair.source, pair.source),
        "provider": names.get(pair.provider_id or 0, ""),
        "ruled": RULED[pair.is_double],
        "address": f"/doubles/{call.outward('double', pair.id)}",
    }


@page("/doubles/<id(double):double_id>", "ledger.rule", "疑似重复", writes=True)
def double(call: PageCall, double_id: int) -> Result:
    """Both entries side by side, and the ruling."""
    form = call.form(DoubleForm)
    if call.takes(form):
        same = form.is_double.data == SAME
        reason = str(form.reason.data)
        ruled = rule_double(call.unit, double_id, is_double=same, reason=reason, seen=call.seen)
        message = "已认定为同一件，后登记的不再计入" if ruled.is_double else "已认定不是同一件，各自计入"
        return call.done("doubles", message)
    pair = find_double(call.unit, double_id)
    kind = find_kind(pair.kind)
    trace_entries(call, kind, (pair.of_id, pair.entry_id))
    earlier, later = (
        tell_entry(call.unit, call.profile, kind, entry_id) for entry_id in (pair.of_id, pair.entry_id)
    )
    rows = [
        (
            column.zh,
            *(write_value(column, read_value(column, entry.row), entry.names) for entry in (earlier, later)),
        )
        for column in earlier.columns
    ]
    return call.render(
        "double.html",
        form=form,
        seen=call.track(describe_ruling(pair), {"is_double": "认定"}, form, word=RULED.__getitem__),
        pair=pair,
        kind=kind,
        both=(earlier, later),
        rows=[row for row in rows if row[1] or row[2]],
        addresses=[make_address(call, kind.name, entry_id) for entry_id in (pair.of_id, pair.entry_id)],
    )
