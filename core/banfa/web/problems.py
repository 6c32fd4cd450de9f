"""Problem details (RFC 9457): every error of the API, whoever raised it, in one form.

`code` is stable and English, for programs; `detail` is a Chinese sentence, for people; `errors` names the
fields concerned; `instance` is the request's number, which the log has too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

import msgspec
from flask import Response, g
from werkzeug.exceptions import HTTPException
from werkzeug.http import http_date

from banfa.database.transient import CONTENTION, LASTING, find_outage, find_state
from banfa.errors import (
    BanfaError,
    Conflict,
    FieldError,
    Forbidden,
    Malformed,
    Missing,
    Overburdened,
    PreconditionFailed,
    PreconditionRequired,
    Unauthorised,
    Unavailable,
)
from banfa.failures import describe_failure
from banfa.logs import get_logger
from banfa.trust.unit import SHANGHAI
from banfa.web.context import get_context
from banfa.web.request_log import describe_request

if TYPE_CHECKING:
    from flask import Flask

MEDIA_TYPE: Final = "application/problem+json"
MAX_ERRORS: Final = 100
"""Field errors named in one answer; a body that has more is told their number."""

TITLES: Final = {
    400: "请求不成格式",
    401: "需要有效的接口密钥",
    403: "没有权限",
    404: "没有找到",
    405: "不支持的方法",
    408: "请求超时",
    409: "与现状冲突",
    412: "内容已变化",
    413: "请求过大",
    415: "不支持的内容类型",
    422: "内容不合要求",
    428: "须写明所读版本",
    429: "请求过多",
    500: "系统内部错误",
    503: "暂时不能办理",
}

# What werkzeug and flask answer before a view is reached.
HTTP_PROBLEMS: Final = {
    404: ("route_missing", "没有这个地址，请对照接口文档核对路径。"),
    405: ("method_not_allowed", "该地址不支持这个方法，可用的方法见 Allow 响应头。"),
    413: ("body_too_large", "请求内容过大，请分批提交。"),
    429: ("too_many_requests", "一分钟内的请求过多，请在 Retry-After 所示的秒数之后再来。"),
}

RETRY_SOON: Final = "5"
"""Seconds after which a server that could not answer may be asked again."""

# Conflicts that time alone mends, and when: after so many seconds, or with the day after that of the data.
MENDED_AFTER: Final = {"request_in_flight": "1", "changed_meanwhile": "1", "objection_recomputing": "10"}
MENDED_WITH_DAY: Final = {"period_running": "period_end", "publicity_running": "public_until"}

UNIQUE_VIOLATION: Final = "23505"

log = get_logger("banfa.web")


class Unreadable(BanfaError):
    """What was sent is no JSON at all."""


class WrongType(BanfaError):
    """What was sent calls itself something other than JSON."""


STATUS: Final[dict[type[BanfaError], HTTPStatus]] = {
    Unauthorised: HTTPStatus.UNAUTHORIZED,
    Forbidden: HTTPStatus.FORBIDDEN,
    Missing: HTTPStatus.NOT_FOUND,
    Conflict: HTTPStatus.CONFLICT,
    PreconditionFailed: HTTPStatus.PRECONDITION_FAILED,
    Malformed: HTTPStatus(422),
    PreconditionRequired: HTTPStatus.PRECONDITION_REQUIRED,
    Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    Overburdened: HTTPStatus.TOO_MANY_REQUESTS,
    Unreadable: HTTPStatus.BAD_REQUEST,
    WrongType: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
}


@dataclass(frozen=True, slots=True)
class Problem:
    """What an error is answered with, before it is written down."""

    status: int
    code: str
    detail: str
    data: Mapping[str, Any]


INTERNAL: Final = Problem(500, "internal_error", "系统内部出错，请把 instance 中的编号告诉运维人员。", {})
"""What nobody foresaw."""


def join_path(path: str, key: object) -> str:
    """The path of what stands under `key` (a name or a position) inside `path`."""
    if isinstance(key, int):
        return f"{path}[{key}]"
    return f"{path}.{key}" if path else str(key)


def flatten(messages: Any, path: str = "") -> Iterator[FieldError]:
    """The field errors in marshmallow's nested messages, each with its path."""
    if isinstance(messages, Mapping):
        for key, inner in messages.items():
            yield from flatten(inner, path if key == "_schema" else join_path(path, key))
    elif isinstance(messages, list):
        for inner in messages:
            yield from flatten(inner, path)
    else:
        yield replace(messages, path=path)


def collect_errors(errors: Sequence[FieldError]) -> Malformed:
    """One error for all that is wrong with what was sent; its code is that of the first."""
    first = errors[0]
    more = f"（共有{len(errors)}处，见 errors）" if len(errors) > 1 else ""
    where = f"{first.path}：" if first.path else ""
    named = [{"field": e.path, "code": e.code, "detail": e.message} for e in errors[:MAX_ERRORS]]
    return Malformed(first.code, f"{where}{first.message}{more}", errors=named)


MACHINES: Final = ("/api/", "/metrics", "/readyz", "/healthz")
"""Addresses that programs ask for; people are told on pages what is wrong."""


def init_app(app: Flask) -> None:
    """Let every error of the application be answered from here, those of flask-smorest included."""
    for kind in (HTTPException, Exception):
        app.register_error_handler(kind, answer_problem)


def take_problem_down(error: Exception) -> Problem:
    """Describe what a request is answered with, and keep it for the line of the log."""
    problem = describe_error(error)
    g.problem = (problem.status, problem.code)
    return problem


def answer_problem(error: Exception) -> Response:
    """The response that an exception is answered with. What nobody foresaw is logged, and not told."""
    problem = take_problem_down(error)
    response = Response(
        encode_problem(problem, g.get("request_id", "")), status=problem.status, content_type=MEDIA_TYPE
    )
    response.headers.update(find_headers(problem) | find_allow(error))
    return response


def find_allow(error: Exception) -> dict[str, str]:
    """Which methods an address has, where that is what was wrong (RFC 9110, 15.5.6)."""
    headers = error.get_headers() if isinstance(error, HTTPException) else []
    return {name: value for name, value in headers if name == "Allow"}


def encode_problem(problem: Problem, request_id: str) -> bytes:
    """The body of the answer to a request of this number."""
    data = dict(problem.data)
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": TITLES.get(problem.status, HTTPStatus(problem.status).phrase),
        "status": problem.status,
        "code": problem.code,
        "detail": problem.detail,
        "instance": f"urn:uuid:{request_id}",
    }
    field, errors = data.pop("field", None), data.pop("errors", None)
    if not errors and field:
        errors = [{"field": str(field), "code": problem.code, "detail": problem.detail}]
    body |= {"errors": errors} if errors else {}
    body |= {"data": data} if data else {}
    return msgspec.json.encode(body)


def find_headers(problem: Problem) -> dict[str, str]:
    """What a client needs besides: how to authenticate, when to come again."""
    if problem.status == HTTPStatus.UNAUTHORIZED:
        return {"WWW-Authenticate": "Bearer"}
    retry_after = _find_retry(problem)
    return {"Retry-After": retry_after} if retry_after else {}


def _find_retry(problem: Problem) -> str | None:
    """When the same request may succeed (RFC 9110: seconds, or a date); None where time changes nothing."""
    if problem.status == HTTPStatus.SERVICE_UNAVAILABLE:
        return RETRY_SOON
    if "retry_after" in problem.data:
        return str(problem.data["retry_after"])
    if problem.code in MENDED_WITH_DAY:
        last_day = date.fromisoformat(str(problem.data[MENDED_WITH_DAY[problem.code]]))
        return http_date(datetime.combine(last_day + timedelta(days=1), time(), SHANGHAI))
    return MENDED_AFTER.get(problem.code)


def describe_error(error: Exception) -> Problem:
    """What to say of an exception. What nobody foresaw is logged, and not told."""
    if isinstance(error, BanfaError):
        status = next(STATUS[cls] for cls in type(error).__mro__ if cls in STATUS)
        return Problem(int(status), error.code, error.detail, error.data)
    if isinstance(error, HTTPException) and error.code is not None:
        fallback = ("request_malformed", "请求不成格式，请对照接口文档核对。")
        data = {"retry_after": g.retry_after} if "retry_after" in g else {}
        return Problem(error.code, *HTTP_PROBLEMS.get(error.code, fallback), data)
    problem = _describe_database_error(error)
    if problem is not None:
        return problem
    log.error("request_failed", **describe_request(), failure=describe_failure(error))
    return INTERNAL


def _describe_database_error(error: Exception) -> Problem | None:
    """What the database would not do, where that is no fault of ours; None where it is."""
    outage, state = find_outage(error), find_state(error)
    if outage is not None:
        log.error("database_away", **describe_request(), state=state or "unreachable")
        if state in LASTING:
            get_context().outages.record(outage)
        return Problem(503, "database_unavailable", f"{outage}，请稍后重试。", {})
    if state in CONTENTION:
        return Problem(503, "busy", "系统正忙，请稍后重试。", {})
    if state == UNIQUE_VIOLATION:
        return Problem(409, "already_exists", "同样的记录刚刚已由他人登记，请重新读取。", {})
    return None
