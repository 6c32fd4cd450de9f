"""数据存疑: what a person has ruled and a source still contradicts; letting go of a ruling."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from banfa.errors import Missing
from banfa.ledger.entries.rulings import NEVER_HAPPENED
from banfa.ledger.kinds.registry import KINDS, find_kind
from banfa.ledger.recording.correct import release_ruling
from banfa.ledger.recording.labels import label_entries
from banfa.ledger.recording.outcome import CORRECTED
from banfa.ledger.recording.ruling import find_released, find_ruling, list_overruled
from banfa.trust.persons import name_persons
from banfa.web.api.overruled import OverruledQuery
from banfa.web.console.entries_lists import make_address
from banfa.web.console.entries_words import write_column
from banfa.web.console.frame.calls import Done
from banfa.web.console.frame.columns import Column
from banfa.web.console.frame.declared import Nav
from banfa.web.console.frame.forms import LongTextField, PageForm, at_most, require
from banfa.web.console.frame.lists import Filter, Rows, Selection, list_page
from banfa.web.console.frame.pages import page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banfa.ledger.entries.rulings import Ruling
    from banfa.trust.persons import WithPerson
    from banfa.web.console.entries_words import Names
    from banfa.web.console.frame.calls import PageCall, Result

EVERY: Final = (("true", "连同来源未另报的"),)


class ReleaseForm(PageForm):
    """Why a ruling is let go."""

    reason = LongTextField(
        "撤销认定的理由",
        hint="如来源已按合同原件更正",
        validators=[require("请写明理由"), at_most(4000)],
    )


COLUMNS: Final = (
    Column(zh="台账", value=lambda line: line["kind"].zh),
    Column(zh="对象", value=lambda line: line["label"], link=lambda line: line["address"]),
    Column(zh="字段", value=lambda line: line["zh"]),
    Column(zh="认定为", value=lambda line: line["ruled"]),
    Column(zh="来源所报", value=lambda line: line["said"]),
    Column(zh="认定人", value=lambda line: line["by"], wide=True),
    Column(zh="理由", value=lambda line: line["ruling"].reason, wide=True),
    Column(zh="来源另报时间", value=lambda line: line["ruling"].contradicted_at, wide=True),
    Column(zh="处理", value=lambda line: line["verb"], link=lambda line: line["release"]),
)


@list_page(
    "/overruled",
    "ledger.rule",
    "数据存疑",
    columns=COLUMNS,
    query=OverruledQuery,
    filters=(Filter("all", "范围", EVERY),),
    counted_in="项",
    when_empty="没有与来源不一致的人工认定。经办改过的内容，来源又另报的，列在这里。",
    template="overruled.html",
    nav=Nav(section="数据", icon="question-circle", order=30),
)
def overruled(call: PageCall, selection: Selection) -> Rows:
    """The rulings that their sources contradict, the oldest first."""
    waiting = not selection.values["all"]
    listed = list_overruled(call.unit, waiting=waiting, after=selection.after, limit=selection.most)
    rulings, after = selection.cut(listed, lambda item: item.row.id)
    call.shows("ruling", [item.row.id for item in rulings])
    return Rows(rows=_describe_rulings(call, rulings), after=after)


def _describe_rulings(call: PageCall, listed: Sequence[WithPerson[Ruling]]) -> list[dict[str, Any]]:
    """Describe rulings in words: one statement a kind that any of them is about, or refers to."""
    names = _name_all(call, [item.row for item in listed])
    return [_describe(call, item.row, item.person, names) for item in listed]


def _name_all(call: PageCall, rulings: Sequence[Ruling]) -> Names:
    wanted: dict[str, set[int | None]] = {}
    for ruling in rulings:
        kind = find_kind(ruling.kind)
        wanted.setdefault(kind.name, set()).add(ruling.entry_id)
        for reference in (*kind.references, *kind.carried):
            if reference.name == ruling.field:
                wanted.setdefault(reference.kind, set()).update({ruling.value, ruling.said})
    return {name: label_entries(call.unit, KINDS[name], ids) for name, ids in wanted.items()}


def _describe(call: PageCall, ruling: Ruling, by: str | None, names: Names) -> dict[str, Any]:
    kind, never = find_kind(ruling.kind), ruling.field == NEVER_HAPPENED
    values = (ruling.value, ruling.said)
    ruled, reported = (
        ("作废", "仍在报送") if never else (_write(call, ruling, value, names) for value in values)
    )
    return {
        "ruling": ruling,
        "kind": kind,
        "label": names[kind.name].get(ruling.entry_id),
        "address": make_address(call, kind.name, ruling.entry_id),
        "zh": "整条" if never else kind.label(ruling.field),
        "ruled": ruled,
        "said": reported,
        "by": by,
        "verb": "改从来源",
        "release": f"/overruled/{call.outward('ruling', ruling.id)}/release",
    }


def _write(call: PageCall, ruling: Ruling, value: Any, names: Names) -> str:
    return write_column(call.profile, find_kind(ruling.kind), ruling.field, value, names) or "（空）"


@page("/overruled/<id(ruling):ruling_id>/release", "ledger.rule", "撤销人工认定", writes=True)
def release(call: PageCall, ruling_id: int) -> Result:
    """Let go of a ruling: the field follows its source again."""
    form = call.form(ReleaseForm)
    if call.takes(form):
        kind, outcome = release_ruling(call.unit, ruling_id, str(form.reason.data), profile=call.profile)
        message = "已改从来源所报" if outcome.outcome == CORRECTED else "已撤销认定，内容没有变化"
        return Done(make_address(call, kind, outcome.id), message)
    ruling, released_by = _find_any(call, ruling_id)
    call.shows("ruling", [ruling_id])
    by = name_persons(call.unit, [ruling.ruled_by])[ruling.ruled_by]
    line = _describe(call, ruling, by, _name_all(call, [ruling]))
    return call.render("release.html", form=form, line=line, released_by=released_by)


def _find_any(call: PageCall, ruling_id: int) -> tuple[Ruling, str | None]:
    """Find a ruling and, of one that was let go of, who did. Raises Missing."""
    try:
        return find_ruling(call.unit, ruling_id).ruling, None
    except Missing:
        released = find_released(call.unit, ruling_id)
        return released.row, released.person
