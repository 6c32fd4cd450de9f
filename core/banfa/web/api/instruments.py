"""Instruments (文件): what the bureau sets, by which document."""

from __future__ import annotations

from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from marshmallow import Schema

from banfa.errors import Malformed
from banfa.procedures.instruments.bodies import (
    KINDS,
    MAX_COURT,
    MAX_LINK_HOURS,
    MAX_POST,
    MAX_REVIEW_STEPS,
    MAX_VISITS,
    OFFICE_DAYS,
)
from banfa.procedures.instruments.instrument import CLASSES
from banfa.procedures.instruments.instrument import list_instruments as list_recorded
from banfa.procedures.instruments.issue import issue_instrument as issue
from banfa.trust.permissions import OUTSIDERS
from banfa.web.api.pages import CountedQuery, ShortList, make_search, make_sort, page_of
from banfa.web.fields import (
    Boolean,
    Date,
    DateTime,
    Dict,
    Enum,
    Id,
    Integer,
    JsonSchema,
    List,
    Nested,
    PersonName,
    Refer,
    Str,
)
from banfa.web.operation import Blueprint, operation
from banfa.web.rendering.instruments import render_instrument
from banfa.web.requests import Arguments, Call, Form
from banfa.web.responses import Answer
from banfa.web.variants import Union, Value

if TYPE_CHECKING:
    from banfa.procedures.instruments.instrument import Instrument as InstrumentOfBureau
    from banfa.trust.persons import WithPerson

blp = Blueprint("instruments", __name__, description="文件（待定事项、理解口径、公布施行、内部工作规程）")

EXPLAINED: Final = """\
promulgation：公布施行；没有它，该版本只能试算。expiry：失效，即办法所称试点结束等情形发生之后登记其最后一日；
此后的评价周期和决定不再受理。terms：待定事项和理解口径的取值，可设的事项见
/law/editions/{edition}/open-terms。internal：内部工作规程。
文件只增不改；后发的同类文件逐项取代先发的。
公布施行和待定事项只能以公布的文件（normative、standard）设定；待定事项只适用于公布之后开始的评价周期。"""


class Promulgation(Form):
    """From when to when an edition is in force, both days included."""

    commencement = Date("施行之日", required=True)
    end = Date("失效之日；未定的不填")


class WrittenNumber(Value):
    """A number as an instrument writes it: 3, "2.5" or "60%"."""

    def __init__(self, zh: str = "") -> None:
        super().__init__(zh, types=("integer", "string"), max_length=20)


class ScaleIn(Form):
    """How a fact earns points: tiers, linear, or so many per item."""

    measure = Str("统计口径；该项可选几种的须填写", max_length=100)
    tiers = List(List(WrittenNumber()), "分档：每档为 [起点, 分值]", max_items=100)
    linear = List(List(WrittenNumber()), "直线：[起点, 分值] 和 [终点, 分值]", max_items=2)
    per_item = WrittenNumber("每项的分值")
    upto = WrittenNumber("每项计分时的上限")
    base = WrittenNumber("每项计分时的基础分")
    empty = WrittenNumber("没有可比的数据时的分值")


class CriterionIn(Form):
    """A criterion that a bureau sets for a dimension which the measure leaves open."""

    measure = Str("统计口径", required=True, max_length=100)
    full = Integer("满分", required=True, minimum=1)
    scale = Nested(ScaleIn, "评分标准", required=True)
    name = Str("名称；省略时为统计口径的名称", max_length=200)


class Setting(Union):
    """A whole number, the key of an option, a scale, or a list of criteria."""

    def __init__(self, zh: str = "", **options: Any) -> None:
        super().__init__((ScaleIn, CriterionIn), zh, **options)

    def describe(self, refer: Refer) -> list[JsonSchema]:
        """The JSON schema of each shape."""
        scale, criterion = super().describe(refer)
        return [
            {"type": "integer"},
            {"type": "string", "maxLength": 100},
            scale,
            {"type": "array", "items": criterion},
        ]


class Expiry(Form):
    """The last day on which an edition was in force."""

    end = Date("最后一日", required=True)


class Terms(Form):
    """What an instrument sets of what the measure leaves open."""

    settings = Dict("取值，按待定事项的标识", values=Setting(), required=True)
    applies_from = Date("自此日起开始的评价周期适用；省略时为公布之后的第一个周期")


class Internal(Form):
    """Internal procedure: what officials need and no measure provides."""

    objections = Boolean("是否受理异议")
    review_steps = Integer("审核步数", minimum=1, maximum=MAX_REVIEW_STEPS)
    chains = Dict(
        "各种措施的文书经过的审批环节，按措施；other 为未列明的",
        values=List(Str("环节", max_length=MAX_POST)),
    )
    days = Dict(
        "本局自定的办理天数：" + "、".join(f"{name} {zh}" for name, zh in OFFICE_DAYS.items()),
        values=Integer(),
    )
    court = Str("管辖法院", max_length=MAX_COURT)
    public_pages = Boolean("是否开通信息公示栏；本系统也须由运维人员开启")
    visits_a_year = Integer("一年走访同一企业超过几次时提示", unit="次", minimum=1, maximum=MAX_VISITS)
    confirm_data = Boolean("数据截止前是否须经数据核对")
    party_links = Boolean("是否向服务商、企业和申报单位签发一次性链接")
    link_hours = Integer("一次性链接最长有效的小时数", unit="小时", minimum=1, maximum=MAX_LINK_HOURS)
    web_letters = Boolean("是否开通网上投诉举报；本系统也须由运维人员开启")


BODIES: Final = (Promulgation, Expiry, Terms, Internal)


class InstrumentIn(Form):
    """A numbered document."""

    kind = Enum("种类", choices=KINDS, required=True)
    edition = Str("所涉版本", required=True, max_length=100)
    document_no = Str("文号", required=True, max_length=100)
    issuer = Str("发文机关", required=True, max_length=200)
    issued_on = Date("发文日期", required=True)
    document_class = Enum("类别", choices=CLASSES, required=True)
    published_on = Date("公布日期；公布的文件必填")
    published_in = Str("公布载体或网址；公布的文件必填", max_length=500)
    valid_until = Date("有效期届满之日；没有有效期的不填")
    body = Union(BODIES, "内容，随种类而定", required=True)


class Instrument(Schema):
    """A document as recorded."""

    id = Id("编号", of="instrument", required=True)
    kind = Enum("种类", choices=KINDS, required=True)
    edition = Str("所涉版本", required=True)
    version = Integer("该版本的第几份同类文件", required=True)
    document_no = Str("文号", required=True)
    issuer = Str("发文机关", required=True)
    issued_on = Date("发文日期", required=True)
    document_class = Enum("类别", choices=CLASSES, required=True)
    published_on = Date("公布日期", required=True, allow_none=True)
    published_in = Str("公布载体或网址", required=True, allow_none=True)
    valid_until = Date("有效期届满之日", required=True, allow_none=True)
    body = Union(BODIES, "内容，随种类而定", required=True)
    recorded_by = PersonName("登记人；主管部门以外的看不到")
    recorded_at = DateTime("登记时间；主管部门以外的看不到")


class InstrumentsQuery(CountedQuery):
    """Which documents, and in which order."""

    q = make_search("文号、发文机关")
    sort = make_sort(("id", "issued_on", "recorded_at"))
    kind = Enum("只看这一种类的", choices=KINDS)
    document_class = Enum("只看这一类别的", choices=CLASSES)
    edition = Str("只看所涉版本为此的", max_length=100)
    from_ = Date("只看此日（含）以后发文的", data_key="from")
    to = Date("只看此日（含）以前发文的")
    updated_since = DateTime("只看此时（含）以后登记的")


_LIST: Final[ShortList[WithPerson[InstrumentOfBureau]]] = ShortList(
    id_=attrgetter("row.id"),
    orders={order: attrgetter(f"row.{order}") for order in ("id", "issued_on", "recorded_at")},
    names=lambda listed: (listed.row.issuer,),
    codes=lambda listed: (listed.row.document_no,),
)


@blp.route("/instruments")
@blp.arguments(InstrumentsQuery, location="query")
@blp.response(200, page_of(Instrument))
@operation("terms.read", summary="文件列表")
def list_instruments(call: Call, query: Arguments) -> Answer:
    """Every document, in the order of recording."""
    since, until = query.get("from_", date.min), query.get("to", date.max)
    kind, edition, updated = query.get("kind"), query.get("edition"), query.get("updated_since")
    document_class = query.get("document_class")
    render = _render_public if call.unit.actor.role in OUTSIDERS else _render_listed
    if render is _render_public and (updated or query["sort"].endswith("recorded_at")):
        raise Malformed("parameter_unknown", "不能按登记时间筛选、排序。", field="updated_since")
    instruments = (
        listed
        for listed in list_recorded(call.unit)
        if kind in {None, listed.row.kind}
        and document_class in {None, listed.row.document_class}
        and edition in {None, listed.row.edition}
        and since <= listed.row.issued_on <= until
        and (updated is None or listed.row.recorded_at >= updated)
    )
    return _LIST.answer(call, query, instruments, render)


@blp.route("/instruments", methods=["POST"])
@blp.arguments(
    InstrumentIn,
    example={
        "kind": "promulgation",
        "edition": "draft",
        "document_no": "厦工信〔2025〕100号",
        "issuer": "厦门市工业和信息化局",
        "issued_on": "2025-12-20",
        "document_class": "normative",
        "published_on": "2025-12-22",
        "published_in": "厦门市工业和信息化局网站",
        "body": {"commencement": "2026-01-01"},
    },
)
@blp.response(201, Instrument)
@operation("terms.write", summary="登记文件", description=EXPLAINED)
def issue_instrument(call: Call, body: Arguments) -> Answer:
    """Record a document."""
    return Answer(render_instrument(issue(call.unit, call.profile, **body)))


def _render_listed(listed: WithPerson[InstrumentOfBureau]) -> dict[str, Any]:
    return {**render_instrument(listed.row), "recorded_by": listed.person}


def _render_public(listed: WithPerson[InstrumentOfBureau]) -> dict[str, Any]:
    """Give a document as outsiders see it: who recorded it, and when, is the bureau's own affair."""
    rendered = render_instrument(listed.row)
    return {name: value for name, value in rendered.items() if name not in {"recorded_by", "recorded_at"}}
