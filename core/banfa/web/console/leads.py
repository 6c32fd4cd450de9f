"""情形监测: leads (线索提示，未经核实), one lead with conditions and evidence, marking it as looked at."""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from wtforms import HiddenField

from banfa.law.cite import cite
from banfa.ledger.kinds.decisions import KINDS_OF_DECISION
from banfa.ledger.kinds.registry import KINDS
from banfa.procedures.decisions.steps import STATES as PROPOSAL_STATES
from banfa.procedures.official_texts import find_text, quote_provision
from banfa.procedures.watch.explanation import explain_hit
from banfa.procedures.watch.hits import CLEARED, OPEN, REASONS, Hit, find_hit, find_last_run, list_hits
from banfa.procedures.watch.looks import find_next_unseen, is_unseen, list_looks, look_at
from banfa.reasoning.describe import describe_condition
from banfa.reasoning.wording import format_amount, format_window
from banfa.trust.ids import NOBODY
from banfa.web.api.watch import STATES, HitsQuery
from banfa.web.console.decisions_leads import describe_way
from banfa.web.console.entries_lists import make_address
from banfa.web.console.frame.columns import Column, link_to
from banfa.web.console.frame.declared import Nav
from banfa.web.console.frame.forms import LongTextField, PageForm, at_most
from banfa.web.console.frame.lists import Filter, Rows, Selection, list_page
from banfa.web.console.frame.pages import page
from banfa.web.console.law_words import leave_out_keys

if TYPE_CHECKING:
    from banfa.law import Clause
    from banfa.procedures.watch.hits import ChangeInRun, NamedHit
    from banfa.reasoning.describe import Line
    from banfa.web.console.frame.calls import PageCall, Result

MAX_NOTE: Final = 2000
MAX_UNFOLDED: Final = 160
"""Characters of an explanation that are read at a glance; a longer one opens."""
IF_VERIFIED: Final = ("经核实属实的，", "如符合并经核实属实，")
"""How a sentence begins that says what the measure would have follow."""
WORDS: Final = {"triggered": "疑似符合", "open": "尚不能确定", "cleared": "情形消除"}
"""How the states that can be asked for are called here."""
_UNSEEN: Final = "unseen"

_link: Final = link_to("lead", "hit_id", "hit", attrgetter("hit.id"))
COLUMNS: Final = (
    Column(zh="服务商", value=attrgetter("provider"), link=_link),
    Column(zh="条款", value=lambda named: str(cite(named.hit.clause))),
    Column(zh="情形", value=attrgetter("hit.situation"), wide=True),
    Column(zh="提示", value=lambda named: _name_state(named.hit)),
    Column(zh="发现日", value=attrgetter("hit.seen_on")),
    Column(zh="最近变化", value=attrgetter("hit.changed_on"), wide=True),
)
"""What the list shows; who has looked stands in the lead itself."""


class LookForm(PageForm):
    """A look."""

    run = HiddenField()
    note = LongTextField("备注", hint="如已请谁核实、何时回复", validators=[at_most(MAX_NOTE)])


def _name_state(hit: Hit) -> str:
    """How a lead stands, in two words; nothing is verified by it."""
    words = WORDS[hit.state if hit.state in {OPEN, CLEARED} else "triggered"]
    return f"{words}（试算）" if hit.trial else words


@list_page(
    "/leads",
    "watch.read",
    "线索提示",
    columns=COLUMNS,
    query=HitsQuery,
    filters=(
        Filter(_UNSEEN, "线索", (("true", "没有看过的"),)),
        Filter("state", "提示", tuple(WORDS.items())),
        Filter("clause", "条款，如 12.3"),
    ),
    counted_in="项",
    when_empty="没有线索。每晚核对一次，有疑似符合的情形时列在这里。",
    template="leads.html",
    nav=Nav(section="", icon="bell", order=30, count="leads_unseen"),
)
def leads(call: PageCall, selection: Selection) -> Rows:
    """List what stands, or what is asked for."""
    values = selection.values
    listed: list[NamedHit] = list_hits(
        call.unit,
        after=selection.after or 0,
        limit=selection.most,
        states=STATES[values.get("state", "standing")],
        where=is_unseen() if values.get(_UNSEEN) else None,
        **selection.pick("provider_id", "clause", "edition", "run_id"),
    )
    rows, after = selection.cut(listed, lambda named: named.hit.id)
    return Rows(rows=rows, after=after, more={"run": find_last_run(call.unit)})


@page("/leads/<id(hit):hit_id>", "watch.read", "线索提示")
def lead(call: PageCall, hit_id: int) -> Result:
    """One lead: what it says, on which facts and entries it rests, the provision, who has looked."""
    explained = explain_hit(call.unit, call.profile, hit_id=hit_id)
    hit, clause = explained.named.hit, explained.clause
    law = next((edition for edition in call.profile.editions if edition.key == hit.edition), None)
    numbers = cite(hit.clause).numbers
    looks = list_looks(call.unit, [hit_id])
    return call.render(
        "lead.html",
        named=explained.named,
        explained=explained,
        told=_fold(_leave_out_consequences(hit.explanation)),
        place=cite(hit.clause),
        state=_name_state(hit),
        provision=next((p for p in law.outline if p.cite.numbers == numbers), None) if law else None,
        conditions=_list_conditions(clause) if clause else [],
        remedies=[remedy.zh for remedy in clause.then] if clause else [],
        missing=sorted(set(hit.missing)),
        official=quote_provision(find_text(call.unit, hit.edition), cite(hit.clause)),
        history=[_describe_change(change) for change in explained.history],
        seen_facts=[
            {
                "zh": fact.state.fact.zh,
                "window": format_window(fact.state.fact.window),
                "value": format_amount(fact.state.fact, fact.state.low, fact.state.high),
                "open": fact.state.low != fact.state.high,
                "evidence": fact.state.evidence,
                "reports": fact.missing_reports,
            }
            for fact in explained.facts
        ],
        kinds={name: kind.zh for name, kind in KINDS.items()},
        address=partial(make_address, call),
        looks=looks,
        seen=any(look.row.run_id == hit.run_id for look in looks),
        form=call.form(LookForm, run=call.outward("watch_run", hit.run_id)),
        **describe_way(call, law, hit),
        decisions=KINDS_OF_DECISION,
        proposal_states=PROPOSAL_STATES,
    )


def _list_conditions(clause: Clause) -> list[Line]:
    """What must hold, without the keys by which programs know readings."""
    return [line._replace(words=leave_out_keys(line.words)) for line in describe_condition(clause.when)]


def _fold(explanation: str) -> tuple[str, str]:
    """Give an explanation whole, of a long one its first sentence and what follows."""
    first, _, rest = explanation.partition("。")
    return (explanation, "") if len(explanation) <= MAX_UNFOLDED else (f"{first}。", rest)


def _leave_out_consequences(explanation: str) -> str:
    """Give an explanation without what would follow if it were verified: a lead orders nothing."""
    sentences = explanation.split("。")
    return "。".join(sentence for sentence in sentences if not sentence.startswith(IF_VERIFIED))


def _describe_change(changed: ChangeInRun) -> dict[str, Any]:
    """A change of a lead, for the page."""
    change = changed.change
    words = WORDS[change.state if change.state in {OPEN, CLEARED} else "triggered"]
    why = REASONS[change.why] if change.why else ""
    return {
        "as_of": changed.run.as_of,
        "state": words,
        "why": why,
        "told": _fold(_leave_out_consequences(change.explanation)),
    }


@page("/leads/<id(hit):hit_id>/look", "watch.look", "记下已看", writes=True)
def look(call: PageCall, hit_id: int) -> Result:
    """Mark a lead as looked at, and go on to the next one that nobody has looked at."""
    named = find_hit(call.unit, hit_id)
    form = call.form(LookForm, run=call.outward("watch_run", named.hit.run_id))
    if call.takes(form):
        run_id = call.unit.ids.decode("watch_run", form.run.data or "") or NOBODY
        look_at(call.unit, hit_id=hit_id, run_id=run_id, note=form.values["note"])
        following = find_next_unseen(call.unit, named.hit)
        if following is None:
            return call.done("leads", "已看，没有看过的线索都看完了")
        return call.done(
            "lead", f"已看{named.provider}的线索，下面是下一项", hit_id=call.outward("hit", following)
        )
    return call.render("look.html", named=named, form=form, place=cite(named.hit.clause))
