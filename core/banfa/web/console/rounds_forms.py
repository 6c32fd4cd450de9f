"""The forms about a round."""

from __future__ import annotations

from wtforms import BooleanField, IntegerField
from wtforms.validators import NumberRange, Optional

from banfa.web.console.frame.forms import (
    ChoicesField,
    DayField,
    LongTextField,
    PageForm,
    TextField,
    at_most,
    require,
)


class RoundForm(PageForm):
    """A round to be opened."""

    name = TextField("名称", hint="如 2026年第一季度", validators=[require("请填写名称"), at_most(100)])
    period_start = DayField("评价周期始日", hint="如 2026-01-01", validators=[require("请填写始日")])
    period_end = DayField("评价周期终日", hint="如 2026-03-31", validators=[require("请填写终日")])


class ExclusionForm(PageForm):
    """A ruling that providers are not evaluated: of those whose results are open, and of one besides."""

    providers = ChoicesField("结果尚不能确定的", [], validate_choice=False)
    provider_id = TextField("其他服务商", hint="名称或统一社会信用代码", validators=[at_most(100)])
    reason = LongTextField("理由", validators=[require("请填写理由"), at_most(2000)])
    document_no = TextField(
        "文号", hint="如 厦工信缓评〔2026〕1号", validators=[require("请填写文号"), at_most(100)]
    )
    still_counted = BooleanField("计算名额时仍计入基数")
    compute = BooleanField("登记后立即重新计分")


class ApprovalForm(PageForm):
    """An approval of what was computed."""

    opinion = LongTextField("审核意见", validators=[require("请填写审核意见"), at_most(2000)])


class PublicationForm(PageForm):
    """How long, and where, proposed grades are shown."""

    days = IntegerField(
        "公示工作日数",
        description="不填则按办法或文件规定的最短期限",
        validators=[Optional(), NumberRange(1, 250, "应为1至250的整数。")],
    )
    published_in = TextField("公示载体或网址", validators=[at_most(500)])


class ReversalForm(PageForm):
    """Why the last step is taken back."""

    reason = LongTextField("理由", validators=[require("请填写理由"), at_most(2000)])
    document_no = TextField(
        "文号", hint="如 厦工信撤〔2026〕1号", validators=[require("请填写文号"), at_most(100)]
    )
