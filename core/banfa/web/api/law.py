"""The law as data: editions, outline, clauses, rules, rubric, grading, and what the bureau has set."""

from __future__ import annotations

from marshmallow import Schema

from banfa.cities.checks.answers import answered_by
from banfa.law import Clause, Edition, to_data
from banfa.law.expressions import facts_of
from banfa.procedures.instruments.open_terms import terms
from banfa.web.api.pages import list_of
from banfa.web.context import get_context
from banfa.web.fields import Boolean, Dict, Integer, List, Str
from banfa.web.operation import Blueprint, operation
from banfa.web.requests import Call
from banfa.web.responses import Answer

blp = Blueprint("law", __name__, description="办法")

AS_DATA = '规则写成数据：每个对象以 "$" 说明它是办法语言中的哪个词。'


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
    status = Str("文本性质", required=True)
    valid_from = Dict("施行之日；待定时为办法语言的对象", required=True)
    valid_to = Dict("失效之日")
    graded = Boolean("是否评定等级", required=True)


class ProvisionOut(Schema):
    """One provision and how it is dealt with."""

    cite = List(Integer(), "条、项、目", required=True)
    dispositions = List(Str(), "落实方式", required=True)
    summary = Str("摘要", required=True)
    answered_by = List(Str(), "由什么落实", required=True)


class ClauseOut(Schema):
    """One ground and what follows."""

    key = Str("标识", required=True)
    cite = Str("条款", required=True)
    zh = Str("情形", required=True)
    force = Str("应当、可以或一般", required=True)
    nature = Str("状态或事件", required=True)
    categories = List(Str(), "适用的服务商类别；为空表示全部", required=True)
    then = List(Str(), "措施", required=True)
    facts = List(Str(), "所看的事实", required=True)
    rule = Dict("规则", required=True)


class Vocabulary(Schema):
    """What the bureau can record in this city."""

    categories = List(Dict(), "服务商类别", required=True)
    industries = List(Dict(), "行业", required=True)
    record_kinds = List(Dict(), "本市记录种类及其字段", required=True)
    finding_kinds = Dict("认定种类", required=True)
    contract_finding_kinds = Dict("合同认定种类", required=True)
    verification_kinds = Dict("核验种类", required=True)
    rating_topics = Dict("满意度评分事项", required=True)
    review_topics = Dict("专家评分事项", required=True)


class Rules(Schema):
    """The rest of an edition's rules."""

    rules = List(Dict(), "入库、参评和合同规则", required=True)
    rubric = Dict("评分办法；没有评分的办法为空")
    grading = Dict("等级评定")
    publicity = Dict("公示")
    support = List(Dict(), "激励", required=True)


class OpenTerms(Schema):
    """Open terms and readings, and what is set."""

    edition = Str("版本", required=True)
    in_force = Dict("公布施行的文件与期间；尚未施行为空")
    terms = List(Dict(), "待定事项和理解口径", required=True)


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
            "categories": [{"key": c.key, "zh": c.zh, "cite": str(c.cite)} for c in profile.categories],
            "industries": [{"key": i.key, "zh": i.zh} for i in profile.industries],
            "record_kinds": [to_data(kind) for kind in profile.record_kinds],
            "finding_kinds": dict(profile.finding_kinds),
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


def _edition(edition: Edition) -> dict[str, object]:
    return {
        "key": edition.key,
        "title": edition.title,
        "status": edition.status.value,
        "valid_from": to_data(edition.valid_from),
        "valid_to": to_data(edition.valid_to),
        "graded": edition.grading is not None,
    }


@blp.route("/law/editions/<edition>/outline")
@blp.response(200, list_of(ProvisionOut))
@operation("law.read", summary="大纲")
def get_outline(call: Call, edition: str) -> Answer:
    """Every provision and what answers it."""
    law = call.profile.edition(edition)
    rows = [
        {
            "cite": list(provision.cite.numbers),
            "dispositions": [d.value for d in provision.dispositions],
            "summary": provision.zh,
            "answered_by": list(answered_by(law, provision, call.profile)),
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
        "cite": str(clause.cite),
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
def get_openings(call: Call, edition: str) -> Answer:
    """What is open, and what is set."""
    return Answer(terms(call.unit, call.profile, edition=call.profile.edition(edition).key))
