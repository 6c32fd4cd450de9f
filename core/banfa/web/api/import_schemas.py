"""What is sent and answered of imports."""

from __future__ import annotations

from typing import Any, Final

from marshmallow import Schema

from banfa.ledger.sheets.grids import MAX_ROWS
from banfa.procedures.imports.tables import CHOICES, CHOOSABLE, CLASSES, STATES
from banfa.procedures.imports.together import MAX_FILES
from banfa.web.fields import Boolean, DateTime, Dict, Enum, Id, Integer, List, Nested, PersonName, Str, Upload
from banfa.web.requests import Form, PageQuery, Query
from banfa.web.variants import Value

MAX_VALUE: Final = 40_000


class ImportQuery(Query):
    """Which form, and in whose name."""

    form = Str("表的种类，见 /imports/templates", required=True, max_length=100)
    source = Str("数据来源单位的标识；不填为本局", max_length=40)


class FileIn(Form):
    """The file."""

    file = Upload("填好的表格（xlsx 或 csv）", required=True)


class BatchQuery(Query):
    """In whose name."""

    source = Str("数据来源单位的标识；不填为本局", max_length=40)


class FilesIn(Form):
    """The files."""

    files = List(
        Upload("填好的表格（xlsx 或 csv）；一个工作簿里可有几张表"),
        "填好的表格，都以 files 为名",
        required=True,
        max_items=MAX_FILES,
    )


class BatchConfirmIn(Form):
    """What comes in."""

    without_rejected = Boolean("拒收的行不导入，其余照常导入")


class RowQuery(PageQuery):
    """Of which class."""

    row_class = Enum("只看这一差异类型的", choices=CLASSES)


def _make_choices() -> type[Schema]:
    fields: dict[str, Any] = {
        name: Enum(f"{CLASSES[name]}的行：采新 adopt 或保原 keep", choices=CHOICES) for name in CHOOSABLE
    }
    return type("ImportChoices", (Form,), fields)


class ConfirmIn(Form):
    """What comes in."""

    choices = Nested(_make_choices(), "各类的处理；未填的，新增、变更采新，冲突、疑似重复保原")
    leave_out = List(Integer(minimum=1), "另不导入的行号", max_items=MAX_ROWS)
    without_rejected = Boolean("拒收的行不导入，其余照常导入")


class TemplateRow(Schema):
    """A form."""

    form = Str("种类", required=True)
    zh = Str("名称", required=True)
    version = Str("模板版本", required=True)


class Import(Schema):
    """A sheet that was brought in, and how it stands."""

    id = Id("编号", of="sheet_import", required=True)
    batch_id = Id("与几张表一同上传的，该次上传的编号；见 /import-batches", of="import_batch")
    version = Integer("第几次变化，即 ETag", minimum=1, required=True)
    form = Str("表的种类", required=True)
    form_zh = Str("表的名称", required=True)
    source = Str("数据来源单位", required=True)
    file_name = Str("文件名", required=True)
    sha256 = Str("文件的 SHA-256", required=True)
    size = Integer("文件大小", unit="字节", required=True)
    outdated = Boolean("是否用旧版模板填写", required=True)
    ignored = List(Str(), "没有识别、未读取的列", required=True)
    state = Enum("状态", choices=STATES, required=True)
    state_zh = Str("状态名称", required=True)
    row_count = Integer("行数", required=True)
    counts = Dict("各差异类型的行数；尚未核对完的为空对象", values=Integer(), required=True)
    work_id = Id("最近一项后台任务", of="work")
    uploaded_by = PersonName("上传人", required=True)
    uploaded_at = DateTime("上传时间", required=True)
    previewed_at = DateTime("核对时间")
    confirmed_by = PersonName("确认人")
    recorded_at = DateTime("登记时间")
    erased_at = DateTime("文件和各行因过保存期而删除的时间")


class Batch(Schema):
    """Sheets that came together, in the order in which they are recorded."""

    id = Id("编号", of="import_batch", required=True)
    version = Integer("第几次变化，即 ETag", minimum=1, required=True)
    source = Str("数据来源单位", required=True)
    sheets = List(Nested(Import), "各表，按登记的先后；被换下的不列", required=True)
    ignored = List(Str(), "认不出是哪一种表、没有读取的工作表", required=True)
    work_id = Id("最近一项后台任务", of="work")
    uploaded_by = PersonName("上传人", required=True)
    uploaded_at = DateTime("上传时间", required=True)


class ChangeOut(Schema):
    """A field of which a row says something new."""

    field = Str("字段", required=True)
    zh = Str("字段名称", required=True)
    old = Value("原值", types=("string", "integer", "boolean", "array", "object"), max_length=MAX_VALUE)
    old_source = Str("原值的来源")
    old_day = Str("原值的登记日期")
    new = Value(
        "新值；空为去掉", types=("string", "integer", "boolean", "array", "object"), max_length=MAX_VALUE
    )
    ruled_by = Str("对该字段作过认定的人")
    ruled_since = Str("自何日起以其认定为准")
    affects = List(Str(), "影响的指标和情形", required=True)


class ProblemOut(Schema):
    """Why a row or a cell is not taken."""

    field = Str("列；整行的为空文字", required=True)
    zh = Str("列的名称", required=True)
    code = Str("供程序判断的代码", required=True)
    detail = Str("原因", required=True)


class PreviewRow(Schema):
    """What a row comes to."""

    line = Integer("行号", required=True)
    row_class = Enum("差异类型", choices=CLASSES, required=True)
    class_zh = Str("差异类型的名称", required=True)
    label = Str("对象", required=True)
    entry_id = Str("所指台账记录的编号；新增的没有")
    external_id = Str("外部编号")
    changes = List(Nested(ChangeOut), "有变化的字段", required=True)
    problems = List(Nested(ProblemOut), "问题", required=True)
    outcome = Enum("登记的结果；尚未登记或没有登记的为空", choices=CLASSES)
