"""The head of every document's form: number, issuer, class, published when and where."""

from __future__ import annotations

from typing import Any, Final

from banfa.procedures.instruments.instrument import CLASSES
from banfa.web.console.frame.forms import ChoiceField, DayField, PageForm, TextField, at_most, require

HEAD: Final = (
    "document_no",
    "issuer",
    "issued_on",
    "document_class",
    "published_on",
    "published_in",
    "valid_until",
)
"""Fields that every document has, as `issue_instrument` is given them."""


class DocumentForm(PageForm):
    """A document."""

    document_no = TextField(
        "文号", hint="照文件写，如 厦工信规〔2026〕1号", validators=[require("请填写文号"), at_most(100)]
    )
    issuer = TextField(
        "发文机关", hint="全称；联合发文的用顿号分开", validators=[require("请填写发文机关"), at_most(200)]
    )
    issued_on = DayField("发文日期", hint="成文日期", validators=[require("请填写发文日期")])
    document_class = ChoiceField(
        "类别",
        CLASSES.items(),
        hint="影响服务商权利义务的，只能以前两类公布的文件设定（优化营商环境条例第六十四条）",
        validators=[require("请选择类别")],
    )
    published_on = DayField("公布日期", hint="公布的文件须填")
    published_in = TextField("公布载体或网址", hint="公布的文件须填", validators=[at_most(500)])
    valid_until = DayField("有效期届满之日", hint="没有有效期的不填")

    @property
    def head(self) -> dict[str, Any]:
        """What was typed of the document itself."""
        return {name: self.values[name] for name in HEAD}
