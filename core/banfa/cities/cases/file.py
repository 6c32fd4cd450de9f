"""Reading worked cases: YAML with exact numbers, keys that stand once, and mistakes told by line.

The format is described in plugins/README.md. Here it becomes plain values; what they mean is for `cases`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import yaml

from banfa.cities.cases.yaml_limits import MAX_DIGITS, YamlLimitError, check_yaml_limits
from banfa.errors import Malformed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

WHOLE: Final = re.compile(r"[-+]?(0|[1-9][0-9]*)")
DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
FILE_KEYS: Final = ("版本", "设定", "截至", "案例")
COMMON_KEYS: Final = ("名称", "版本", "设定", "截至", "类别", "说明")
ROWS: Final = ("事实", "情形", "结果", "得分")
KEYS_BY_KIND: Final[Mapping[str, tuple[str, ...]]] = {
    "条款": ("事实", "情形", "结果", "力度", "性质", "措施", "要件"),
    "规则": ("事实", "情形", "结果", "阶段", "否则"),
    "指标": ("事实", "情形", "得分", "满分"),
    "评定": ("服务商", "每"),
    "评价": ("服务商", "事实"),
    "公示": ("不少于",),
    "支持": ("等级",),
}
"""What a case is about, and which keys it may have besides the common ones."""


class CaseError(Malformed):
    """A case that cannot be read, with file, line and mend."""

    def __init__(self, message: str, mend: str, *, file: str = "", line: int = 0) -> None:
        place = f"{file} 第{line}行：" if line else ""
        super().__init__("case_malformed", f"{place}{message}。改法：{mend}", file=file, line=line)
        self.message, self.mend, self.file, self.line = message, mend, file, line

    def at(self, file: str, line: int) -> CaseError:
        """This error with file and line, unless it has them."""
        return self if self.line else CaseError(self.message, self.mend, file=file, line=line)


class Located(dict[str, Any]):
    """A mapping that knows its line, counted from 1."""

    line: int = 0


if TYPE_CHECKING:
    Loader = yaml.SafeLoader
else:  # ten times as fast where PyYAML was built with libyaml
    from banfa.cities.cases.yaml_limits import Loader


class ExactLoader(Loader):
    """YAML without the surprises: 4.5 and 12.10 stay text, 是 and no stay words, a key stands once."""


ExactLoader.yaml_implicit_resolvers = {}
ExactLoader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(rf"^(?:{WHOLE.pattern})$"), list("-+0123456789")
)
ExactLoader.add_implicit_resolver("banfa:day", re.compile(rf"^(?:{DAY.pattern})$"), list("0123456789"))
ExactLoader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:~|null|)$"), ["~", "n", ""])


def _construct_mapping(loader: yaml.SafeLoader, node: yaml.MappingNode) -> Located:
    mapping = Located()
    mapping.line = node.start_mark.line + 1
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        key = str(loader.construct_object(key_node, deep=True))
        if key in mapping:
            raise CaseError(f"“{key}”写了两次", "合并或删去一个", line=line)
        mapping[key] = loader.construct_object(value_node, deep=True)
    return mapping


def _construct_day(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> date:
    text = str(loader.construct_scalar(node))
    try:
        return date.fromisoformat(text)
    except ValueError:
        line = node.start_mark.line + 1
        raise CaseError(f"没有{text}这一天", "写实有的日期，如 2026-02-28", line=line) from None


def _construct_whole(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> int:
    text = str(loader.construct_scalar(node))
    if len(text.lstrip("+-")) > MAX_DIGITS:
        line = node.start_mark.line + 1
        raise CaseError(f"数太大（{len(text)}位）", f"整数最多{MAX_DIGITS}位；文号等加引号", line=line)
    return int(text)


ExactLoader.add_constructor("tag:yaml.org,2002:map", _construct_mapping)
ExactLoader.add_constructor("tag:yaml.org,2002:int", _construct_whole)
ExactLoader.add_constructor("banfa:day", _construct_day)


@dataclass(frozen=True)
class WrittenCase:
    """One case as written: its kind (条款, 指标 …), what it is about, the rest; file defaults filled in.

    `editions`: those it is put to, each by itself; none where it names none.
    """

    file: str
    line: int
    kind: str
    target: str
    editions: tuple[str, ...]
    settings: Mapping[str, Any]
    as_of: date | None
    body: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The case's own title, for tables and messages."""
        return str(self.body.get("名称") or "")

    def error(self, message: str, mend: str) -> CaseError:
        """Make an error about this case."""
        title = f"案例“{self.name or f'{self.kind} {self.target}'}”"
        return CaseError(f"{title}{message}", mend, file=self.file, line=self.line)


def read_file(path: Path) -> tuple[list[WrittenCase], list[CaseError]]:
    """Read the cases of a file, and what is wrong with the others. Never raises for its content."""
    file = path.name
    try:
        data = load_yaml(path)
    except CaseError as error:
        return [], [error.at(file, error.line) if error.file else _in_file(error, file)]
    except OSError as error:
        return [], [CaseError(f"读不了：{error.strerror}", "核对 worked_cases 返回的路径", file=file, line=1)]
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        reason = getattr(error, "problem", None) or str(error)
        mend = "检查缩进、引号和括号；表头里带方括号的事实要加引号"
        return [], [CaseError(f"不是合格的 YAML（{reason}）", mend, file=file, line=line)]
    return _read_cases(data, path)


def _in_file(error: CaseError, file: str) -> CaseError:
    return CaseError(error.message, error.mend, file=file, line=error.line)


def _read_cases(data: Any, path: Path) -> tuple[list[WrittenCase], list[CaseError]]:
    file = path.name
    head: Mapping[str, Any] = {}
    if isinstance(data, dict):
        head, rows = data, data.get("案例")
        strange = [k for k in head if k not in FILE_KEYS]
        if strange:
            mend = f"文件开头只有：{'、'.join(FILE_KEYS)}"
            return [], [CaseError(f"不认识“{strange[0]}”", mend, file=file, line=1)]
    else:
        rows = data
    if not isinstance(rows, list):
        return [], [CaseError("没有案例", "写“案例:”，下面每个案例以“- ”开头", file=file, line=1)]
    cases: list[WrittenCase] = []
    wrong: list[CaseError] = []
    try:
        common = _read_settings(head, path, 1)
    except CaseError as error:
        return [], [error]
    for row in rows:
        try:
            cases.append(_read_case(row, {**head, "设定": common}, path))
        except CaseError as error:
            wrong.append(error)
    return cases, wrong


def _read_case(row: Any, head: Mapping[str, Any], path: Path) -> WrittenCase:
    file = path.name
    if not isinstance(row, Located):
        raise CaseError(f"案例“{row}”不是一组键值", "写成“- 条款: 12.5”并缩进其余各项", file=file, line=1)
    kinds = [k for k in row if k in KEYS_BY_KIND]
    if len(kinds) != 1:
        mend = f"每个案例写且只写一个：{'、'.join(KEYS_BY_KIND)}"
        raise CaseError(f"案例说不清是什么（{'、'.join(row)}）", mend, file=file, line=row.line)
    kind = kinds[0]
    for key in row:
        if key != kind and key not in COMMON_KEYS + KEYS_BY_KIND[kind]:
            mend = f"{kind}案例可有：{'、'.join(COMMON_KEYS + KEYS_BY_KIND[kind])}"
            raise CaseError(f"{kind}案例里不认识“{key}”", mend, file=file, line=row.line)
    settings = {**head["设定"], **_read_settings(row, path, row.line)}
    as_of = row.get("截至", head.get("截至"))
    if as_of is not None and not isinstance(as_of, date):
        raise CaseError(f"截至“{as_of}”不是日期", "写作 2026-03-31", file=file, line=row.line)
    edition = row.get("版本", head.get("版本"))
    body = {k: v for k, v in row.items() if k not in {kind, "设定", "版本", "截至"}}
    return WrittenCase(file, row.line, kind, str(row[kind]), _read_editions(edition), settings, as_of, body)


def _read_editions(written: Any) -> tuple[str, ...]:
    """The editions named: one, several (`[2026, 2027]`), or none."""
    keys = written if isinstance(written, list) else [] if written is None else [written]
    return tuple(dict.fromkeys(map(str, keys)))


def _read_settings(holder: Mapping[str, Any], path: Path, line: int) -> dict[str, Any]:
    """Read what an instrument sets; a text names another file (beside this one) whose 设定 it takes."""
    settings = holder.get("设定") or {}
    if isinstance(settings, str):
        settings = _load_settings(path, settings, line)
    if not isinstance(settings, dict):
        mend = "写成 待定事项的 key: 值，或另一文件的路径"
        raise CaseError("“设定”不是一组键值", mend, file=path.name, line=line)
    return {key: _to_plain(value) for key, value in settings.items()}


def _load_settings(path: Path, name: str, line: int) -> Any:
    try:
        data = load_yaml(path.parent / name)
    except (OSError, yaml.YAMLError, UnicodeDecodeError) as error:
        mend = "路径从本文件所在文件夹写起"
        raise CaseError(f"读不了设定文件“{name}”：{error}", mend, file=path.name, line=line) from error
    return data.get("设定") if isinstance(data, dict) else None


def load_yaml(path: Path) -> Any:
    """Load a YAML file exactly. Raises OSError, YAMLError, UnicodeDecodeError and CaseError."""
    text = path.read_text("utf-8")
    try:
        check_yaml_limits(text)
    except YamlLimitError as error:
        raise CaseError(str(error), "把文件拆小、写平", line=error.line) from error
    return yaml.load(text, ExactLoader)  # noqa: S506 - a SafeLoader, made stricter


def _to_plain(value: Any) -> Any:
    """Make plain dicts and lists, as an instrument's data has them."""
    if isinstance(value, dict):
        return {k: _to_plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_to_plain(v) for v in value]
    return value
