"""What if (测算): how a period that is cut off would come out under draft terms, as a distribution."""

from __future__ import annotations

from dataclasses import asdict
from typing import Final

from marshmallow import Schema

from banfa.procedures.whatif import run_what_if as run
from banfa.trust.permissions import BUREAU
from banfa.web.api.instruments import Setting
from banfa.web.fields import Date, Dict, Id, Integer, List, Nested, Str
from banfa.web.operation import Blueprint, operation
from banfa.web.requests import Arguments, Call, Form
from banfa.web.responses import Answer

blp = Blueprint("what_if", __name__, description="测算")

EXPLAINED: Final = (
    "用一个数据已截止周期的事实，按拟定的待定事项取值测算。口径印发之前只答分布：各等级家数、总分分位数，"
    "不列服务商；不足5家的组不列，可由其余推出的也不列。拟适用的周期数据已截止的不再测算。每次测算记入操作留痕。"
)


class WhatIfIn(Form):
    """The draft."""

    settings = Dict("拟定的取值，按待定事项的标识；未列的从现行文件", values=Setting(), required=True)
    applies_from = Date("拟自此日起开始的评价周期适用；省略时为下一个周期")


class GradeCount(Schema):
    """How many would get a grade."""

    grade = Str("等级；“尚不能确定”为结果未定的", required=True)
    count = Integer("家数；不列的为空", required=True, allow_none=True)


class Quantile(Schema):
    """A quantile of totals."""

    percent = Integer("百分位", required=True)
    points = Str("总分不高于此的整数分（去尾）；不列的为空", required=True, allow_none=True)


class Distribution(Schema):
    """How an evaluation comes out as a whole."""

    providers = Integer("参评服务商数", required=True)
    grades = List(Nested(GradeCount), "各等级家数；不划分等级的没有", required=True)
    quantiles = List(Nested(Quantile), "总分分位数；不评分的没有", required=True)


class WhatIf(Schema):
    """The terms that hold beside the draft."""

    round_id = Id("所用事实的评价周期", required=True)
    applies_from = Date("拟适用的始日", required=True)
    holding = Nested(Distribution, "按现行文件", required=True)
    draft = Nested(Distribution, "按拟定的取值", required=True)


@blp.route("/rounds/<id(round):round_id>/what-if", methods=["POST"])
@blp.arguments(WhatIfIn, example={"settings": {"quota.excellent": 21}})
@blp.response(200, WhatIf)
@operation("what_if.run", summary="测算拟定的口径", description=EXPLAINED, roles=BUREAU, weight=20)
def run_what_if(call: Call, body: Arguments, round_id: int) -> Answer:
    """Evaluate a period under draft terms."""
    return Answer(asdict(run(call.unit, call.profile, round_id=round_id, **body)))
