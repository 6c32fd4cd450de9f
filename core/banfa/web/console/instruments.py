"""依据文件: documents by which an edition is put in force, terms are set, internal procedure is switched."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

import msgspec

from banfa.errors import Missing
from banfa.ledger.entries.pinyin import fold_text, make_search_text
from banfa.ledger.kinds.decisions import KINDS_OF_DECISION
from banfa.procedures.cases.clauses import HEAVY
from banfa.procedures.instruments.bodies import KINDS, MAX_REVIEW_STEPS, OFFICE_DAYS, Terms
from banfa.procedures.instruments.instrument import CLASSES, list_instruments, list_of_edition, merge_internal
from banfa.procedures.instruments.issue import issue_instrument
from banfa.procedures.instruments.open_terms import list_terms
from banfa.web.api.instruments import InstrumentsQuery
from banfa.web.console.documents import DocumentForm
from banfa.web.console.frame.columns import Column, link_to
from banfa.web.console.frame.declared import Nav
from banfa.web.console.frame.formats import format_cell
from banfa.web.console.frame.forms import (
    ChoiceField,
    DayField,
    LongChoiceField,
    LongTextField,
    TextField,
    require,
)
from banfa.web.console.frame.lists import Filter, Rows, Selection, list_page
from banfa.web.console.frame.pages import page
from banfa.web.console.law import choose_edition
from banfa.web.console.terms_words import describe_value

if TYPE_CHECKING:
    from banfa.web.console.frame.calls import PageCall, Result

INTERNAL: Final = (
    "objections",
    "review_steps",
    "chain",
    "chain_heavy",
    *OFFICE_DAYS,
    "court",
    "public_pages",
    "visits_a_year",
    "confirm_data",
    "party_links",
    "link_hours",
    "web_letters",
)
"""What the form of internal procedure asks for."""
SWITCHES: Final = ("objections", "public_pages", "confirm_data", "party_links", "web_letters")
PLAIN: Final = (*SWITCHES, "review_steps", "court", "visits_a_year", "link_hours")
"""What stands in the body as it is typed."""
NUMBERS: Final = ("review_steps", "visits_a_year", "link_hours", *OFFICE_DAYS)
STEPS: Final = tuple((str(n), f"{n}步") for n in range(1, MAX_REVIEW_STEPS + 1))
YES_NO: Final = (("yes", "受理"), ("no", "不受理"))
OPEN: Final = (("yes", "开通"), ("no", "不开通"))
NEEDED: Final = (("yes", "须经核对"), ("no", "不作要求"))

COLUMNS: Final = (
    Column(
        zh="文号",
        value=attrgetter("row.document_no"),
        link=link_to("instrument", "instrument_id", "instrument", attrgetter("row.id")),
    ),
    Column(zh="内容", value=lambda listed: KINDS[listed.row.kind]),
    Column(zh="类别", value=lambda listed: CLASSES[listed.row.document_class], wide=True),
    Column(zh="发文机关", value=attrgetter("row.issuer"), wide=True),
    Column(zh="发文日期", value=attrgetter("row.issued_on"), sort="issued_on"),
    Column(zh="公布日期", value=attrgetter("row.published_on")),
    Column(zh="公布载体或网址", value=attrgetter("row.published_in"), wide=True),
    Column(zh="登记人", value=attrgetter("person"), wide=True),
)


class PromulgationForm(DocumentForm):
    """From when to when an edition is in force."""

    commencement = DayField(
        "施行之日", hint="文件写明的，如 2026-01-01", validators=[require("请填写施行之日")]
    )
    end = DayField("失效之日", hint="最后一日；未定的不填")


class ExpiryForm(DocumentForm):
    """The last day of an edition."""

    end = DayField("最后一日", hint="办法所称试点结束等情形发生之日", validators=[require("请填写最后一日")])


class InternalForm(DocumentForm):
    """Internal procedure."""

    objections = ChoiceField("公示期间的异议", YES_NO, hint="不选则照旧")
    review_steps = LongChoiceField("审核步数", (("", "照旧"), *STEPS), hint="几人审核通过才可公示")
    chain = LongTextField("一般文书的审批环节", hint="每行一个环节，如 科室负责人、分管领导、签发")
    chain_heavy = LongTextField(
        "取消资格、灰名单、追回的审批环节", hint="每行一个环节；集体讨论写“集体讨论”，须登记会议"
    )
    verify = TextField("核实线索的工作日数", hint="不填则照旧")
    statement = TextField("陈述申辩的工作日数", hint="不填则照旧")
    recheck = TextField("整改复核的工作日数", hint="不填则照旧")
    case = TextField("一件案件的办理天数", hint="自然日；不填则照旧")
    reminder = TextField("整改期限届满前几日提示", hint="自然日；不填则照旧")
    letter = TextField("来信没有载明期限时的工作日数", hint="不填则照旧")
    objection = TextField("答复对公示的异议的工作日数", hint="不填则照旧")
    notice = TextField("公告送达经过几日视为送达", hint="自然日；不填则照旧")
    confirmation = TextField("答复数据核对单的工作日数", hint="不填则照旧")
    draft = TextField("清空网上申报草稿的天数", hint="征集截止后的自然日；不填则照旧")
    court = TextField("管辖法院", hint="全称，写入文书的救济告知")
    public_pages = ChoiceField("信息公示栏", OPEN, hint="不选则照旧；一般在本局网站发布，不必开通")
    visits_a_year = TextField("一年走访同一企业超过几次时提示", hint="不填的只显示次数，不提示")
    confirm_data = ChoiceField("数据截止前的数据核对", NEEDED, hint="不选则照旧")
    party_links = ChoiceField("一次性链接", OPEN, hint="不选则照旧；开通后可向服务商、企业、申报单位签发")
    link_hours = TextField("一次性链接最长有效几小时", hint="不填的为72小时")
    web_letters = ChoiceField("网上投诉举报", OPEN, hint="不选则照旧；开通后任何人可以网上来信")


@list_page(
    "/instruments",
    "terms.read",
    "依据文件",
    columns=COLUMNS,
    query=InstrumentsQuery,
    filters=(
        Filter("q", "文号、发文机关"),
        Filter("kind", "内容", tuple(KINDS.items())),
        Filter("document_class", "类别", tuple(CLASSES.items())),
    ),
    counted_in="份",
    when_empty="还没有登记文件。公布施行的文件登记以后，办法才可用来评价。",
    template="instruments.html",
    nav=Nav(section="依据", icon="file-earmark-text", order=30),
)
def instruments(call: PageCall, selection: Selection) -> Rows:
    """Every document; a bureau issues few, so the list is one page."""
    values, wanted = selection.values, fold_text(selection.values.get("q", ""))
    rows = [
        listed
        for listed in list_instruments(call.unit)
        if values.get("kind") in {None, listed.row.kind}
        and values.get("document_class") in {None, listed.row.document_class}
        and values.get("edition") in {None, listed.row.edition}
        and wanted in make_search_text((listed.row.issuer,), (listed.row.document_no,))
    ]
    if values["sort"].removeprefix("-") == "issued_on":
        rows.sort(key=attrgetter("row.issued_on"))
    if values["sort"].startswith("-"):
        rows.reverse()
    return Rows(rows=rows, total=len(rows))


@page("/instruments/<id(instrument):instrument_id>", "terms.read", "依据文件")
def instrument(call: PageCall, instrument_id: int) -> Result:
    """One document: its class, issuer, publication, and what it sets."""
    listed = next((each for each in list_instruments(call.unit) if each.row.id == instrument_id), None)
    if listed is None:
        raise Missing("instrument_missing", "没有这份文件，请核对编号。")
    row = listed.row
    return call.render(
        "instrument.html", listed=listed, row=row, kinds=KINDS, classes=CLASSES, lines=_say(call, row)
    )


def _say(call: PageCall, row: Any) -> list[tuple[str, str, str]]:
    """What a document sets, line by line: what, the value, the key of the term."""
    if isinstance(row.body, Terms) and row.edition in {edition.key for edition in call.profile.editions}:
        terms = {
            state.term.key: state for state in list_terms(call.unit, call.profile, edition=row.edition).terms
        }
        return [
            (
                terms[key].zh if key in terms else key,
                describe_value(terms[key].term, value) if key in terms else "",
                key,
            )
            for key, value in row.body.settings.items()
        ]
    words = {
        "commencement": "施行之日",
        "end": "失效之日",
        "objections": "受理异议",
        "review_steps": "审核步数",
        "chains": "审批环节",
        "days": "办理天数",
        "court": "管辖法院",
        "public_pages": "开通信息公示栏",
        "visits_a_year": "一年走访同一企业超过几次时提示",
        "confirm_data": "数据截止前须经数据核对",
        "party_links": "签发一次性链接",
        "link_hours": "一次性链接最长有效小时数",
        "web_letters": "开通网上投诉举报",
    }
    body = msgspec.structs.asdict(row.body)
    return [(zh, _spell(body[name]), "") for name, zh in words.items() if body.get(name) is not None]


def _spell(value: Any) -> str:
    """Spell a value of a body; of several by name each with its name."""
    if not isinstance(value, dict):
        return format_cell(value)
    names: dict[str, str] = {**KINDS_OF_DECISION, **OFFICE_DAYS, "other": "其他文书"}
    return "；".join(
        f"{names[name]}：{'、'.join(part) if isinstance(part, list | tuple) else part}"
        for name, part in value.items()
    )


@page("/instruments/promulgation", "terms.write", "登记公布施行的文件", writes=True)
def promulgate(call: PageCall) -> Result:
    """Put an edition in force."""
    return _issue(call, "promulgation", PromulgationForm, "commencement", "end")


@page("/instruments/expiry", "terms.write", "登记失效", writes=True)
def expire(call: PageCall) -> Result:
    """Say when an edition came to its end."""
    return _issue(call, "expiry", ExpiryForm, "end")


@page("/instruments/internal", "terms.write", "登记内部工作规程", writes=True)
def switch_internal(call: PageCall) -> Result:
    """Switch internal procedure."""
    return _issue(call, "internal", InternalForm, *INTERNAL)


def _issue(call: PageCall, kind: str, form_class: type[DocumentForm], *names: str) -> Result:
    """Show the form of a kind of document, or record what was typed."""
    edition = choose_edition(call)
    form = call.form(form_class, issuer=call.profile.city.bureau)
    if call.takes(form):
        typed = {name: _write(name, form.values[name]) for name in names if form.values[name] is not None}
        body = _gather_internal(typed) if kind == "internal" else typed
        issued = issue_instrument(
            call.unit, call.profile, kind=kind, edition=edition.key, body=body, **form.head
        )
        outward = call.outward("instrument", issued.id)
        return call.done("instrument", f"已登记{issued.document_no}", instrument_id=outward)
    return call.render("document_form.html", form=form, edition=edition, names=names, kind=kind)


def _write(name: str, value: Any) -> Any:
    """Write a value as a document's body has it; what is no number is left for the procedure to judge."""
    if name in SWITCHES:
        return value == "yes"
    if name.startswith("chain"):
        return [line.strip() for line in value.splitlines() if line.strip()]
    is_number = name in NUMBERS and str(value).strip().isdecimal()
    return int(value) if is_number else str(value)


def _gather_internal(typed: dict[str, Any]) -> dict[str, Any]:
    """Gather what was typed of internal procedure as its body has it."""
    chains: dict[str, Any] = {"other": typed.get("chain")}
    chains |= dict.fromkeys(HEAVY, typed.get("chain_heavy"))
    days = {name: typed[name] for name in OFFICE_DAYS if name in typed}
    gathered: dict[str, Any] = {
        "chains": {kind: posts for kind, posts in chains.items() if posts},
        "days": days,
        **{name: typed[name] for name in PLAIN if name in typed},
    }
    return {name: value for name, value in gathered.items() if value not in ({}, None)}


@page("/internal", "terms.read", "内部工作规程", nav=Nav(section="依据", icon="signpost-split", order=50))
def internal(call: PageCall) -> Result:
    """What internal procedure is switched on, and by which document."""
    edition = choose_edition(call)
    documents = [row for row in list_of_edition(call.unit, edition.key) if row.kind == "internal"]
    return call.render(
        "internal.html",
        edition=edition,
        procedure=merge_internal(documents),
        documents=documents,
        classes=CLASSES,
    )
