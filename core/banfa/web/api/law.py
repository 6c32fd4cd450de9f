"""The law as data: editions, outline, clauses, rules, rubric, grading, and what the bureau has set."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from marshmallow import INCLUDE, Schema

from banfa.cities.checks.answers import find_answers, names_by_provision
from banfa.law import Clause, Edition, Event, Months, Status, to_data
from banfa.law.expressions import facts_of
from banfa.procedures.instruments.open_terms import list_terms
from banfa.web.api.instruments import Setting
from banfa.web.api.pages import list_of
from banfa.web.context import get_context
from banfa.web.fields import Boolean, Cite, Date, Dict, Enum, Integer, List, Nested, Str
from banfa.web.operation import Blueprint, operation
from banfa.web.rendering.instruments import render_terms
from banfa.web.rendering.values import render_cite
from banfa.web.responses import Answer

if TYPE_CHECKING:
    from banfa.web.requests import Call

blp = Blueprint("law", __name__, description="办法")

AS_DATA: Final = '规则写成数据：每个对象以 "$" 说明它是办法语言中的哪个词。'


class LawWord(Schema):
    """A value of the language of measures as data: `$` names the word, its parts follow."""

    class Meta:
        """The parts depend on the word."""

        unknown = INCLUDE

    word = Str("办法语言中的词", required=True, data_key="$")


class Named(Schema):
    """A word with its Chinese name."""

    key = Str("标识", required=True)
    zh = Str("名称", required=True)


class Category(Named):
    """A category of provider."""

    cite = Cite(required=True)
    cite_zh = Str("条款", required=True)


class CityOut(Schema):
    """A city of this installation."""

    key = Str("标识", required=True)
    zh = Str("城市")
    bureau = Str("主管部门")
    available = Boolean("是否可以办理", required=True)
    editions = List(Str(), "版本", required=True)


class EditionRow(Schema):
    """One dated version of the measure."""

    key = Str("标识", required=True)
    title = Str("名称", required=True)
    status = Enum("文本性质", choices=[status.value for status in Status], required=True)
    valid_from = Date("施行之日；待定的为空", required=True, allow_none=True)
    valid_to = Date("失效之日；待定或未规定的为空", required=True, allow_none=True)
    valid_from_zh = Str("施行之日，照办法的写法", required=True)
    valid_to_zh = Str("失效之日，照办法的写法；未规定的为空", required=True, allow_none=True)
    graded = Boolean("是否评定等级", required=True)


class ProvisionOut(Schema):
    """One provision and how it is dealt with."""

    cite = Cite(required=True)
    cite_zh = Str("条款", required=True)
    dispositions = List(Str(), "落实方式", required=True)
    summary = Str("摘要", required=True)
    answered_by = List(Str(), "由什么落实", required=True)


class ClauseOut(Schema):
    """One ground and what follows."""

    key = Str("标识", required=True)
    cite = Cite(required=True)
    cite_zh = Str("条款", required=True)
    zh = Str("情形", required=True)
    force = Str("应当、可以或一般", required=True)
    nature = Str("状态或事件", required=True)
    categories = List(Str(), "适用的服务商类别；为空表示全部", required=True)
    then = List(Str(), "措施", required=True)
    facts = List(Str(), "所看的事实", required=True)
    rule = Nested(LawWord, "规则", required=True)


class Vocabulary(Schema):
    """What the bureau can record in this city."""

    categories = List(Nested(Category), "服务商类别", required=True)
    industries = List(Nested(Named), "行业", required=True)
    record_kinds = List(Nested(LawWord), "本市记录种类及其字段", required=True)
    finding_kinds = Dict("认定种类及其名称", values=Str(), required=True)
    finding_elements = Dict("各认定种类的要件及其名称", values=Dict("要件", values=Str()), required=True)
    contract_finding_kinds = Dict("合同认定种类及其名称", values=Str(), required=True)
    verification_kinds = Dict("核验种类及其名称", values=Str(), required=True)
    rating_topics = Dict("满意度评分事项及其名称", values=Str(), required=True)
    review_topics = Dict("专家评分事项及其名称", values=Str(), required=True)


class Rules(Schema):
    """The rest of an edition's rules."""

    rules = List(Nested(LawWord), "入库、参评和合同规则", required=True)
    rubric = Nested(LawWord, "评分办法；没有评分的办法为空")
    grading = Nested(LawWord, "等级评定")
    publicity = Nested(LawWord, "公示")
    support = List(Nested(LawWord), "激励", required=True)


class InForce(Schema):
    """The document that brought an edition into force."""

    document_no = Str("文号", required=True)
    commencement = Date("施行之日", required=True)
    end = Date("失效之日", required=True, allow_none=True)


class OpenTerm(Named):
    """A number, choice, scale, list of criteria or reading that the measure leaves to the bureau."""

    cite = Cite(required=True)
    cite_zh = Str("条款", required=True)
    kind = Enum("种类", choices=("number", "choice", "reading", "scale", "criteria"), required=True)
    unit = Str("数的单位")
    low = Integer("数的下限")
    high = Integer("数的上限")
    near = Str("办法所称“约”的数")
    options = List(Nested(Named), "可选的取值")
    measures = Str("评分标准所看的事实")
    full = Integer("评分标准的满分")
    menu = List(Nested(Named), "可用的统计口径")
    set = Boolean("是否已由文件确定", required=True)
    value = Setting("所定的取值；未定的为空", required=True, allow_none=True)
    document_no = Str("所据文号；未定的为空", required=True, allow_none=True)
    applies_from = Date("自此日起开始的评价周期适用；未定的为空", required=True, allow_none=True)


class OpenTerms(Schema):
    """Open terms and readings, and what is set."""

    edition = Str("版本", required=True)
    in_force = Nested(InForce, "公布施行的文件与期间；尚未施行为空")
    terms = List(Nested(OpenTerm), "待定事项和理解口径", required=True)


@blp.route("/law/cities")
@blp.response(200, list_of(CityOut))
@operation("law.read", summary="城市列表")
def list_cities(call: Call) -> Answer:  # noqa: ARG001 - the same for everybody
    """Every installed city, those that do not load included."""
    return Answer({"items": [_city(name) for name in get_context().cities.names()]})


def _city(name: str) -> dict[str, object]:
    cities = get_context().cities
    if cities.problems(name):
        return {"key": name, "zh": None, "bureau": None, "available": False, "editions": []}
    profile = cities.profile(name)
    return {
        "key": name,
        "zh": profile.city.zh,
        "bureau": profile.city.bureau,
        "available": True,
        "editions": [edition.key for edition in profile.editions],
    }


@blp.route("/law/vocabulary")
@blp.response(200, Vocabulary)
@operation("law.read", summary="本市可登记的类别、行业和种类")
def get_vocabulary(call: Call) -> Answer:
    """The words that the ledger takes."""
    profile = call.profile
    return Answer(
        {
            "categories": [{"key": c.key, "zh": c.zh, **render_cite(c.cite)} for c in profile.categories],
            "industries": [{"key": i.key, "zh": i.zh} for i in profile.industries],
            "record_kinds": [to_data(kind) for kind in profile.record_kinds],
            "finding_kinds": dict(profile.finding_kinds),
            "finding_elements": {k: dict(v) for k, v in profile.finding_elements.items()},
            "contract_finding_kinds": dict(profile.contract_finding_kinds),
            "verification_kinds": dict(profile.verification_kinds),
            "rating_topics": dict(profile.rating_topics),
            "review_topics": dict(profile.review_topics),
        }
    )


@blp.route("/law/editions")
@blp.response(200, list_of(EditionRow))
@operation("law.read", summary="版本列表")
def list_editions(call: Call) -> Answer:
    """The editions of the bureau's city, oldest first."""
    return Answer({"items": [_edition(edition) for edition in call.profile.editions]})


def _day(value: object) -> date | None:
    """A day of an edition where it is one, None where it is open or comes with an event."""
    return value if isinstance(value, date) else None


def _name_end(end: date | Months | Event | None) -> str | None:
    if end is None:
        return None
    if isinstance(end, Months):
        return f"自施行之日起{end}"
    return end.zh if isinstance(end, Event) else str(end)


def _edition(edition: Edition) -> dict[str, object]:
    return {
        "key": edition.key,
        "title": edition.title,
        "status": edition.status.value,
        "valid_from": _day(edition.valid_from),
        "valid_to": _day(edition.valid_to),
        "valid_from_zh": str(edition.valid_from),
        "valid_to_zh": _name_end(edition.valid_to),
        "graded": edition.grading is not None,
    }


@blp.route("/law/editions/<edition>/outline")
@blp.response(200, list_of(ProvisionOut))
@operation("law.read", summary="大纲")
def get_outline(call: Call, edition: str) -> Answer:
    """Every provision and what answers it."""
    law = call.profile.edition(edition)
    names = names_by_provision(law, call.profile)
    rows = [
        {
            **render_cite(provision.cite),
            "dispositions": [d.value for d in provision.dispositions],
            "summary": provision.zh,
            "answered_by": list(find_answers(law, provision, names=names)),
        }
        for provision in law.outline
    ]
    return Answer({"items": rows})


@blp.route("/law/editions/<edition>/clauses")
@blp.response(200, list_of(ClauseOut))
@operation("law.read", summary="处置条款", description=AS_DATA)
def get_clauses(call: Call, edition: str) -> Answer:
    """Every clause, for people and as data."""
    return Answer({"items": [_clause(clause) for clause in call.profile.edition(edition).clauses]})


def _clause(clause: Clause) -> dict[str, object]:
    return {
        "key": clause.cite.key,
        **render_cite(clause.cite),
        "zh": clause.zh,
        "force": clause.force.value,
        "nature": clause.nature.value,
        "categories": list(clause.categories),
        "then": [remedy.zh for remedy in clause.then],
        "facts": [str(fact) for fact in facts_of(clause)],
        "rule": to_data(clause),
    }


@blp.route("/law/editions/<edition>/rules")
@blp.response(200, Rules)
@operation("law.read", summary="评分办法、等级评定和其他规则", description=AS_DATA)
def get_rules(call: Call, edition: str) -> Answer:
    """Everything of an edition besides outline and clauses."""
    law = call.profile.edition(edition)
    return Answer({name: to_data(getattr(law, name)) for name in Rules().fields})


@blp.route("/law/editions/<edition>/open-terms")
@blp.response(200, OpenTerms)
@operation(
    "terms.read",
    summary="待定事项和理解口径",
    description="办法留给主管部门确定的数、选择、评分标准和口径，及已由哪份文件确定；未确定的没有默认值。",
)
def get_open_terms(call: Call, edition: str) -> Answer:
    """What is open, and what is set."""
    key = call.profile.edition(edition).key
    return Answer(render_terms(list_terms(call.unit, call.profile, edition=key)))
