"""The OpenAPI document: `python -m banfa.web.api.openapi` writes it anew into `openapi.json`."""

from __future__ import annotations

import json
import re
import sys
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from apispec import BasePlugin
from flask import Flask
from flask_smorest import Api
from marshmallow import Schema
from werkzeug.routing import BaseConverter, Rule

from banfa.web.api import BLUEPRINTS, decisions
from banfa.web.api.examples import read_answers
from banfa.web.fields import NULL_TYPE, Dict, Id, Integer, List, Nested, Str
from banfa.web.idempotency import HEADER
from banfa.web.problems import MEDIA_TYPE, TITLES
from banfa.web.requests import PathId
from banfa.web.variants import Variant

if TYPE_CHECKING:
    from banfa.web.operation import Operation

FILE: Final = Path(__file__).with_name("openapi.json")

DESCRIPTION: Final = """\
中小企业数字化转型服务商管理办法的办理接口。地址中的 tenant 是主管部门的租户标识，接口密钥放在
`Authorization: Bearer …` 中。日期为北京时间的 YYYY-MM-DD；时间为世界协调时，以 Z 结尾；金额以分计，为整数；
分值为十进制文字，如 "58.27"；尚不能确定的值写成 [最低, 最高]；条款写作 12.5，即第十二条第（五）项。
请求中不接受文档之外的字段和参数；回答中以后可能增加字段，请忽略不认识的。
读取时响应头 ETag 的内容，变更时放入 If-Match，再次读取时放入 If-None-Match（内容未变时回答 304）。
出错时返回 application/problem+json：`code` 供程序判断，`detail` 供人阅读；
过一段时间可以重试的，带 Retry-After。
"""

_REFERENCE: Final = re.compile(r'"#/components/schemas/([^"]+)"')

TENANT: Final = {"in": "path", "name": "tenant", "description": "租户标识"}
IDEMPOTENCY_KEY: Final = {
    "in": "header",
    "name": HEADER,
    "schema": {"type": "string", "minLength": 8, "maxLength": 200},
    "description": "重发同一请求时用同一个键：只办理一次，重发得到首次的回答（带 Idempotency-Replayed）。",
}
IF_MATCH: Final = {
    "in": "header",
    "name": "If-Match",
    "required": True,
    "schema": {"type": "string"},
    "description": "所读版本：读取时响应头 ETag 的内容，原样放入。",
}
IF_NONE_MATCH: Final = {
    "in": "header",
    "name": "If-None-Match",
    "schema": {"type": "string"},
    "description": "上次读取时响应头 ETag 的内容：内容未变时回答 304，不再传送。",
}
ETAG: Final = {
    "schema": {"type": "string"},
    "description": "现在的版本：变更时放入 If-Match，再次读取时放入 If-None-Match。",
}
RETRY_AFTER: Final = {"schema": {"type": "string"}, "description": "多少秒之后，或什么时间之后，可以再来。"}
LINK: Final = {"schema": {"type": "string"}, "description": "下一页的地址（rel=next）；末页没有。"}
LOCATION: Final = {"schema": {"type": "string"}, "description": "新记录或后台任务的地址。"}

NOT_MODIFIED: Final = {"description": "与 If-None-Match 所指的内容相同", "headers": {"ETag": ETAG}}
DONE: Final = {200: "成功", 201: "已登记", 202: "已受理，正在后台办理"}
UNCHANGED: Final = "同一来源已登记过相同的内容，没有变更"

PROBLEMS: Final = (401, 403, 404, 422, 429, 503)
PROBLEMS_OF_CHANGE: Final = (400, 408, 409, 413, 415)
PROBLEMS_OF_VERSION: Final = (412, 428)
PROBLEMS_OF_TIME: Final = (409, 429, 503)


class ProblemErrorSchema(Schema):
    """One field that is at fault."""

    field = Str("字段路径，如 rows[3].amount", required=True)
    code = Str("供程序判断的代码", required=True)
    detail = Str("原因", required=True)


class ProblemSchema(Schema):
    """Problem details (RFC 9457)."""

    type = Str("about:blank", required=True)
    title = Str("状态的说明", required=True)
    status = Integer("HTTP 状态", required=True)
    code = Str("供程序判断的代码，不会改变", required=True)
    detail = Str("说明出了什么问题、如何改正", required=True)
    instance = Str("本次请求的编号，报告问题时请提供", required=True)
    errors = List(Nested(ProblemErrorSchema), "有问题的字段")
    data = Dict("程序可能需要的其他内容")


class Number(BaseConverter):
    """A number in an address. Longer ones cannot exist, so they do not match."""

    regex = r"[1-9][0-9]{0,17}"

    def to_python(self, value: str) -> int:
        """The number."""
        return int(value)


class OperationPlugin(BasePlugin):
    """Says of every route what follows from its `@operation`."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.answers = read_answers()

    def operation_helper(
        self,
        path: str | None = None,  # noqa: ARG002 - apispec's signature
        operations: dict[str, Any] | None = None,
        **options: Any,
    ) -> None:
        """Complete the operation objects of a path."""
        rule: Rule = options["rule"]
        view: Any = self.app.view_functions[rule.endpoint]
        for method, described in (operations or {}).items():
            described["operationId"] = rule.endpoint.split(".")[-1]
            _describe_operation(view.operation, described, reads=method == "get")
            _add_answer_example(described, self.answers.get(described["operationId"]))


class BanfaApi(Api):  # type: ignore[misc]
    """The document's maker; errors are answered by `banfa.web.problems`."""

    DEFAULT_ERROR_RESPONSE_NAME = None
    ERROR_SCHEMA = ProblemErrorSchema
    """Of answers that flask-smorest describes itself: there are none, but it enters the schema."""


def init_app(app: Flask) -> None:
    """Register every topic. `banfa.web.docs` serves the description as it stands in the file."""
    app.url_map.converters.update({"number": Number, "id": PathId})
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.register_blueprint(decisions.by_procedure)


def describe(app: Flask) -> BanfaApi:
    """Register every topic, and describe it, which takes a second or more: no server does so."""
    app.url_map.converters.update({"number": Number, "id": PathId})
    app.config.update(
        API_TITLE="Banfa API",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        API_SPEC_OPTIONS={
            "info": {"description": DESCRIPTION},
            "servers": [{"url": "/", "description": "本机"}],
            "security": [{"token": []}],
        },
    )
    api = BanfaApi(app, spec_kwargs={"extra_plugins": [OperationPlugin(app)]})
    for describe in (_describe_variant, _describe_free, _describe_id):
        api.ma_plugin.converter.add_attribute_function(describe)
    api.register_converter(Number, lambda _converter: {"type": "integer", "minimum": 1})
    api.register_converter(PathId, lambda path: {"type": "string", "pattern": Id(of=path.kind).pattern})
    for status in sorted({*PROBLEMS, *PROBLEMS_OF_CHANGE, *PROBLEMS_OF_VERSION}):
        content = {MEDIA_TYPE: {"schema": ProblemSchema}}
        headers = {"headers": {"Retry-After": RETRY_AFTER}} if status in PROBLEMS_OF_TIME else {}
        api.spec.components.response(
            _problem_name(status), {"description": TITLES[status], "content": content, **headers}
        )
    for blueprint in BLUEPRINTS:
        api.register_blueprint(blueprint, parameters=[TENANT])
    api.spec.components.security_scheme("token", {"type": "http", "scheme": "bearer"})
    return api


def _describe_variant(converter: Any, field: Any, ret: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG001 - apispec's
    """The shapes that a field may have (an attribute function of apispec)."""
    if not isinstance(field, Variant):
        return {}
    shapes = field.describe(converter.resolve_nested_schema)
    return {"oneOf": [*shapes, *([NULL_TYPE] if field.allow_none else [])]}


def _describe_free(_converter: Any, field: Any, ret: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG001 - apispec's
    """That an object whose values have no schema of their own is free."""
    return {"additionalProperties": True} if isinstance(field, Dict) and field.value_field is None else {}


def _describe_id(_converter: Any, field: Any, ret: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG001 - the same
    """What an id looks like."""
    if not isinstance(field, Id):
        return {}
    return {"pattern": field.pattern} | ({"maxLength": field.length} if field.length else {})


def _describe_operation(declared: Operation, described: dict[str, Any], *, reads: bool) -> None:
    """Add headers and problems to an operation object."""
    parameters = described.setdefault("parameters", [])
    paged = any(parameter.get("name") == "after" for parameter in parameters)
    parameters += [IF_NONE_MATCH] if reads else [IDEMPOTENCY_KEY]
    parameters += [IF_MATCH] if declared.versioned else []
    responses = described["responses"]
    for status, response in responses.items():
        if isinstance(response, dict):
            unchanged = int(status) != declared.status
            response["description"] = UNCHANGED if unchanged else DONE[int(status)]
            headers = {
                **({"Link": LINK} if paged else {}),
                **({"Location": LOCATION} if declared.status in {201, 202} else {}),
                **({"ETag": ETAG} if declared.versioned or reads else {}),
                **({"Retry-After": RETRY_AFTER} if declared.status == HTTPStatus.ACCEPTED else {}),
            }
            response.update({"headers": headers} if headers else {})
    statuses = [
        *PROBLEMS,
        *(() if reads else PROBLEMS_OF_CHANGE),
        *(PROBLEMS_OF_VERSION if declared.versioned else ()),
    ]
    described["responses"] = {
        **{str(status): response for status, response in responses.items()},
        **({"304": NOT_MODIFIED} if reads else {}),
        **{str(status): _problem_name(status) for status in sorted(statuses)},
    }


def _add_answer_example(described: dict[str, Any], example: dict[str, Any] | None) -> None:
    """Put the answer that was recorded where its status and media type are described."""
    if example is not None:
        (content,) = described["responses"][example["status"]]["content"].values()
        content["example"] = example["answer"]


def _problem_name(status: int) -> str:
    """The name under which the document describes a problem once for all operations."""
    return f"Problem{status}"


def _make_document() -> dict[str, Any]:
    """The document of this version; needs no database."""
    document: dict[str, Any] = describe(Flask("banfa.web", static_folder=None)).spec.to_dict()
    schemas = document["components"]["schemas"]
    for name in schemas.keys() - _find_sent(document):
        # A form takes no other fields, but an answer may have further ones in a later version.
        if schemas[name].get("additionalProperties") is False:
            del schemas[name]["additionalProperties"]
    return document


def _find_sent(document: dict[str, Any]) -> set[str]:
    """The names of the schemas that requests are made of."""
    schemas = document["components"]["schemas"]
    operations = [operation for path in document["paths"].values() for operation in path.values()]
    bodies = [operation["requestBody"] for operation in operations if "requestBody" in operation]
    names: set[str] = set()
    pending = _REFERENCE.findall(json.dumps(bodies))
    while pending:
        name = pending.pop()
        if name not in names:
            names.add(name)
            pending += _REFERENCE.findall(json.dumps(schemas[name]))
    return names


def format_document() -> str:
    """The document as it stands in the file: keys in order, so that every Python writes the same."""
    return json.dumps(_make_document(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def main() -> None:
    """Write the file."""
    FILE.write_text(format_document(), encoding="utf-8")
    sys.stdout.write(f"{FILE.name}\n")


if __name__ == "__main__":
    main()
