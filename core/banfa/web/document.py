"""What the OpenAPI document says of an operation, from the same declaration that carries it out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from marshmallow import Schema

from banfa.trust.permissions import ACTIONS, PERMISSIONS, ROLES
from banfa.web.fields import Free, Items, Part, Said, Whole
from banfa.web.problems import MEDIA_TYPE, TITLES

if TYPE_CHECKING:
    from banfa.web.operations import Operation


class ProblemError(Schema):
    """One field that is at fault."""

    field = Said("字段路径，如 rows[3].amount", required=True)
    code = Said("供程序判断的代码", required=True)
    detail = Said("原因", required=True)


class Problem(Schema):
    """Problem details (RFC 9457)."""

    type = Said("about:blank", required=True)
    title = Said("状态的说明", required=True)
    status = Whole("HTTP 状态", required=True)
    code = Said("供程序判断的代码，不会改变", required=True)
    detail = Said("说明出了什么问题、如何改正", required=True)
    instance = Said("本次请求的编号，报告问题时请提供", required=True)
    errors = Items(Part(ProblemError), "有问题的字段")
    data = Free("程序可能需要的其他内容")


ALWAYS: Final = (401, 403, 404, 422, 503)
ON_CHANGE: Final = (400, 409, 413, 415)
ON_VERSION: Final = (412, 428)

SAME: Final = "同一来源已登记过相同的内容，没有变更"
DONE: Final = {200: "成功", 201: "已登记", 202: "已受理，正在后台办理"}

IDEMPOTENCY_KEY: Final = {
    "in": "header",
    "name": "Idempotency-Key",
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
ETAG: Final = {"schema": {"type": "string"}, "description": "现在的版本，变更时放入 If-Match。"}
LINK: Final = {"schema": {"type": "string"}, "description": "下一页的地址（rel=next）；末页没有。"}
LOCATION: Final = {"schema": {"type": "string"}, "description": "新记录或后台任务的地址。"}


def described(operation: Operation, description: str) -> dict[str, Any]:
    """The operation object of the document; schemas stand in it as classes and are resolved later."""
    return {
        "operationId": operation.name,
        "summary": operation.summary,
        "description": f"{description}\n\n{may(operation)}".strip(),
        "parameters": parameters(operation),
        "responses": responses(operation),
        **request_body(operation),
    }


def may(operation: Operation) -> str:
    """Who may use the operation, in Chinese."""
    every = [ROLES[role] for role in ROLES if PERMISSIONS[role, operation.action] == "all"]
    own = [
        ROLES[role]
        for role in ROLES
        if role in operation.own and PERMISSIONS[role, operation.action] == "own"
    ]
    told = f"权限：{operation.action}（{ACTIONS[operation.action]}）。可用角色：{'、'.join(every)}"
    return told + (f"；{'、'.join(own)}仅限与自己有关的内容。" if own else "。")


def parameters(operation: Operation) -> list[dict[str, Any]]:
    """Query and headers; those of the path are read from the route."""
    found: list[dict[str, Any]] = []
    if operation.query.fields:
        found.append({"in": "query", "schema": type(operation.query)})
    if not operation.reads:
        found.append(IDEMPOTENCY_KEY)
    if operation.versioned:
        found.append(IF_MATCH)
    return found


def request_body(operation: Operation) -> dict[str, Any]:
    """The body, where one is asked for."""
    if not operation.body.fields:
        return {}
    content = {"application/json": {"schema": type(operation.body)}}
    return {"requestBody": {"required": True, "content": content}}


def responses(operation: Operation) -> dict[str, Any]:
    """The answer and the refusals there can be."""
    done: dict[str, Any] = {"description": DONE[operation.status]}
    if operation.answer is not None:
        done["content"] = {operation.media_type: {"schema": operation.answer}}
    else:
        done["content"] = {operation.media_type: {"schema": {"type": "string", "format": "binary"}}}
    headers = answer_headers(operation)
    if headers:
        done["headers"] = headers
    statuses = [
        *ALWAYS,
        *(() if operation.reads else ON_CHANGE),
        *(ON_VERSION if operation.versioned else ()),
    ]
    refused = {str(s): {"$ref": f"#/components/responses/{refusal(s)}"} for s in sorted(statuses)}
    same = {"200": {**done, "description": SAME}} if operation.unchanged else {}
    return {str(operation.status): done, **same, **refused}


def refusal(status: int) -> str:
    """The name under which the document describes a refusal once for all operations."""
    return f"Problem{status}"


def refusals() -> dict[str, dict[str, Any]]:
    """Every refusal by its name."""
    statuses = sorted({*ALWAYS, *ON_CHANGE, *ON_VERSION})
    return {
        refusal(s): {"description": TITLES[s], "content": {MEDIA_TYPE: {"schema": Problem}}} for s in statuses
    }


def answer_headers(operation: Operation) -> dict[str, Any]:
    """The headers of a successful answer."""
    paged = "after" in operation.query.fields
    return {
        **({"Link": LINK} if paged else {}),
        **({"Location": LOCATION} if operation.status in {201, 202} else {}),
        **({"ETag": ETAG} if operation.versioned else {}),
    }
