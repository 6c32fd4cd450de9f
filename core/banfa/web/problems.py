"""Problem details (RFC 9457): every refusal of the API, whoever raised it, in one form.

`code` is stable and English, for programs; `detail` is a Chinese sentence, for people; `errors` names the
fields concerned; `instance` is the request's number, which the log has too.
"""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

import msgspec
from flask import Response, g
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from werkzeug.exceptions import HTTPException

from banfa.errors import (
    BanfaError,
    Conflict,
    Forbidden,
    Malformed,
    Missing,
    PreconditionFailed,
    PreconditionRequired,
    Unauthorised,
    Unavailable,
)
from banfa.web.bodies import Unreadable, WrongType

if TYPE_CHECKING:
    from flask import Flask

MEDIA_TYPE: Final = "application/problem+json"

STATUS: Final[dict[type[BanfaError], HTTPStatus]] = {
    Unauthorised: HTTPStatus.UNAUTHORIZED,
    Forbidden: HTTPStatus.FORBIDDEN,
    Missing: HTTPStatus.NOT_FOUND,
    Conflict: HTTPStatus.CONFLICT,
    PreconditionFailed: HTTPStatus.PRECONDITION_FAILED,
    Malformed: HTTPStatus(422),
    PreconditionRequired: HTTPStatus.PRECONDITION_REQUIRED,
    Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    Unreadable: HTTPStatus.BAD_REQUEST,
    WrongType: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
}

TITLES: Final = {
    400: "请求不成格式",
    401: "需要有效的令牌",
    403: "没有权限",
    404: "没有找到",
    405: "不支持的方法",
    409: "与现状冲突",
    412: "内容已变化",
    413: "请求过大",
    415: "不支持的内容类型",
    422: "内容不合要求",
    428: "须写明所读版本",
    500: "系统内部错误",
    503: "暂时不能办理",
}

# What werkzeug and flask refuse before a view is reached.
HTTP_PROBLEMS: Final = {
    404: ("route_missing", "没有这个地址，请对照接口文档核对路径。"),
    405: ("method_not_allowed", "该地址不支持这个方法，可用的方法见 Allow 响应头。"),
    413: ("body_too_large", "请求内容过大，请分批提交。"),
}

# Conditions of PostgreSQL (SQLSTATE) that pass when the request is sent again.
RETRY: Final = frozenset({"40001", "40P01", "55P03", "57014", "57P01", "57P02", "57P03", "53300"})
UNIQUE: Final = "23505"

log = logging.getLogger("banfa.web")


def install(app: Flask) -> None:
    """Let every error of the application be answered from here."""
    app.register_error_handler(Exception, answer_problem)


def answer_problem(error: Exception) -> Response:
    """The response that an exception is answered with. What nobody foresaw is logged, and not told."""
    status, code, detail, data = told(error)
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": TITLES.get(status, HTTPStatus(status).phrase),
        "status": status,
        "code": code,
        "detail": detail,
        "instance": f"urn:uuid:{g.get('request_id', '')}",
    }
    errors = data.pop("errors", None) or named(data.pop("field", None), code, detail)
    if errors:
        body["errors"] = errors
    if data:
        body["data"] = data
    response = Response(msgspec.json.encode(body), status=status, content_type=MEDIA_TYPE)
    if isinstance(error, HTTPException):
        allow = dict(error.get_headers()).get("Allow")
        if allow:
            response.headers["Allow"] = allow
    if status == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = "Bearer"
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = "5"
    return response


def named(field: object, code: str, detail: str) -> list[dict[str, str]]:
    """The `errors` of a refusal that concerns one field."""
    return [{"field": str(field), "code": code, "detail": detail}] if field else []


def told(error: Exception) -> tuple[int, str, str, dict[str, Any]]:
    """Status, code, Chinese detail and data of an exception."""
    if isinstance(error, BanfaError):
        status = next(STATUS[cls] for cls in type(error).__mro__ if cls in STATUS)
        return int(status), error.code, error.detail, dict(error.data)
    if isinstance(error, HTTPException) and error.code is not None:
        fallback = ("request_refused", "请求不成格式，请对照接口文档核对。")
        code, detail = HTTP_PROBLEMS.get(error.code, fallback)
        return error.code, code, detail, {}
    if isinstance(error, DBAPIError | PoolTimeoutError):
        found = of_database(error)
        if found:
            return found
    log.error("request %s failed", g.get("request_id", ""), exc_info=error)
    return 500, "internal_error", "系统内部出错，请把 instance 中的编号告诉运维人员。", {}


def of_database(error: DBAPIError | PoolTimeoutError) -> tuple[int, str, str, dict[str, Any]] | None:
    """What the database refused, where that is no fault of ours; None where it is."""
    state = getattr(getattr(error, "orig", None), "sqlstate", None)
    if state in RETRY:
        return 503, "busy", "系统正忙，请稍后重试。", {}
    if state == UNIQUE:
        return 409, "already_exists", "同样的记录刚刚已由他人登记，请重新读取。", {}
    if isinstance(error, OperationalError | PoolTimeoutError) and state is None:
        log.error("the database does not answer", exc_info=error)
        return 503, "database_unavailable", "数据库暂时不能访问，请稍后重试。", {}
    return None
