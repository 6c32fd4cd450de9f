"""Operations: flask-smorest's blueprints, and the one decorator of ours that stands beside its own.

    @blp.route("/rounds", methods=["POST"])
    @blp.arguments(RoundIn)
    @blp.response(201, Round)
    @operation("round.manage", summary="开启评价周期")
    def open_round(call: Call, body: Arguments) -> Answer:

The order of what happens is that of what a stranger may learn: token, tenant and permission before anything
is parsed (`before_request`), then flask-smorest's `@arguments`, then one transaction around the view, then
its commit. Nothing below opens a transaction or commits one, and nothing above touches the database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, ExitStack, nullcontext, suppress
from dataclasses import dataclass, field
from functools import partial, wraps
from typing import TYPE_CHECKING, Any, Final

import flask_smorest
from flask import current_app, g, request
from werkzeug.exceptions import HTTPException

from banfa.errors import Forbidden, Missing, PreconditionFailed, Unauthorised
from banfa.trust.authentication import authenticate, reading_unit
from banfa.trust.ids import Ids
from banfa.trust.permissions import ACTIONS, PERMISSIONS, ROLES, allow
from banfa.trust.unit import unit_of_work
from banfa.web import idempotency
from banfa.web.confirming import confirm as confirm_authority
from banfa.web.context import get_context, measure_body
from banfa.web.headers import read_versions
from banfa.web.outward import Places, find_places
from banfa.web.request_log import name_actor
from banfa.web.requests import PARSER, Call, check_nothing_else, read_path
from banfa.web.responses import Answer, Rendered, render, without_secrets
from banfa.web.traces import Shown, find_shown, leave_trace, leave_trace_within, make_reading

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Flask, Response

    from banfa.cities.profile import Profile
    from banfa.database.tenancy import Isolation
    from banfa.trust.actor import Actor
    from banfa.trust.permissions import Scope
    from banfa.trust.reads import Reading
    from banfa.trust.unit import Unit
    from banfa.web.context import MaxBytes

PREFIX: Final = "/api/v1/<tenant>"
MEBIBYTE: Final = 1 << 20
READ_METHODS: Final = frozenset({"GET", "HEAD"})

View = Callable[..., Answer]


@dataclass(slots=True, kw_only=True)
class Operation:
    """What a route is beside its address, its arguments and its answer.

    `own` lists the roles whose scope is only their own records and whom the view confines to these; any other
    role of that scope is turned away. `roles` are those of the action whom the table of rights lets in.
    `versioned` operations ask for If-Match. `max_bytes` bounds the body. `weight` is what a
    request counts (`banfa.web.limits`), always or if the query has `dear_if`. `isolation` is that of the unit
    of one that reads. `status` is that of the route's `@blp.response`, `places` where ids and persons stand
    in its answer, `shown` what that tells of persons, by its schema or as it `shows`: then it leaves a trace.
    """

    action: str
    summary: str
    own: frozenset[str]
    roles: frozenset[str]
    versioned: bool
    max_bytes: MaxBytes
    weight: int = 1
    dear_if: str = ""
    isolation: Isolation | None = None
    status: int = 200
    places: Places = field(default_factory=Places)
    shown: Shown | None = None


@dataclass(frozen=True, slots=True)
class _Admission:
    """Who asks, how far they may go, and for which city; and how the unit to be used is opened.

    Who only reads is known in the very round trip that opens the unit; it is open already.
    """

    actor: Actor
    scope: Scope
    profile: Profile
    open_unit: Callable[[], AbstractContextManager[Unit]]


class Blueprint(flask_smorest.Blueprint):  # type: ignore[misc]
    """The operations of one topic, below a tenant's address; `description` is its heading in the document."""

    ARGUMENTS_PARSER = PARSER

    def __init__(self, name: str, import_name: str, *, description: str) -> None:
        super().__init__(name, import_name, url_prefix=PREFIX, description=description)
        self.url_value_preprocessor(_take_tenant)
        self.before_request(_admit)
        self.teardown_request(_release)

    def response(self, status_code: int, schema: Any = None, **documented: Any) -> Callable[[Any], Any]:
        """Document the answer, as flask-smorest does, and let the view answer with this status."""
        decorate = super().response(status_code, schema, **documented)

        def decorator(view: Any) -> Any:
            view.operation.status = status_code
            view.operation.places = find_places(schema)
            view.operation.shown = view.operation.shown or find_shown(schema, otherwise=self.name)
            return decorate(view)

        return decorator


def operation(
    action: str,
    *,
    summary: str,
    description: str = "",
    own: Iterable[str] = (),
    roles: Iterable[str] = ROLES,
    versioned: bool = False,
    max_bytes: MaxBytes = MEBIBYTE,
    weight: int = 1,
    dear_if: str = "",
    isolation: Isolation | None = None,
    shows: str | None = None,
) -> Callable[[View], Callable[..., Response]]:
    """Make a view an operation: its action, one transaction, Idempotency-Key, If-Match.

    It stands below flask-smorest's decorators, next to the view, which is given the call first, then what
    they have parsed. `summary` and `description` are Chinese. `shows` is the kind of what the answer tells
    of persons where no schema says so (`Answer.shows`). Raises ValueError for an unknown action.
    """
    if action not in ACTIONS:
        message = f"there is no action {action!r}; add it to the table of permissions"
        raise ValueError(message)
    let_in = frozenset(roles)
    declared = Operation(
        action=action,
        summary=summary,
        own=frozenset(own).intersection(let_in),
        roles=let_in,
        versioned=versioned,
        max_bytes=max_bytes,
        weight=weight,
        dear_if=dear_if,
        isolation=isolation,
        shown=None if shows is None else Shown(shows),
    )
    documented = f"{description}\n\n{_describe_permission(declared)}".strip()

    def decorate(view: View) -> Callable[..., Response]:
        @wraps(view)
        def handle(*arguments: Any, **path: Any) -> Response:
            check_nothing_else()
            return _carry_out(declared, view, arguments, path)

        handle.operation = declared  # type: ignore[attr-defined]
        decorated: Callable[..., Response] = Blueprint.doc(summary=summary, description=documented)(handle)
        return decorated

    return decorate


def _find_operation(endpoint: str | None) -> Operation:
    """The operation of an endpoint of the present application."""
    view: Any = current_app.view_functions[endpoint or ""]
    declared: Operation = view.operation
    return declared


def find_max_bytes(app: Flask, path: str, method: str) -> int:
    """How long a body may be at this address, found out without a request."""
    try:
        endpoint, _ = app.url_map.bind("").match(path, method)
    except HTTPException:
        return MEBIBYTE
    view: Any = app.view_functions[endpoint]
    declared: Operation | None = getattr(view, "operation", getattr(view, "page", None))
    return MEBIBYTE if declared is None else measure_body(app, declared.max_bytes)


def _describe_permission(declared: Operation) -> str:
    """Who may use the operation, in Chinese."""
    scopes = {role: PERMISSIONS[role, declared.action] for role in ROLES if role in declared.roles}
    every = [ROLES[role] for role, scope in scopes.items() if scope == "all"]
    own = [ROLES[role] for role, scope in scopes.items() if scope == "own" and role in declared.own]
    sentence = f"权限：{declared.action}（{ACTIONS[declared.action]}）。可用角色：{'、'.join(every)}"
    return sentence + (f"；{'、'.join(own)}仅限与自己有关的内容。" if own else "。")


def _take_tenant(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Keep the tenant of the address from the views: theirs is the tenant of the token."""
    g.tenant = (values or {}).pop("tenant", "")


def _admit() -> None:
    """Admit a request, or raise before anything of it is parsed. A foreign tenant is like a missing one."""
    context = get_context()
    now = context.read_clock()
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        raise Unauthorised("token_missing", "请在请求头中携带接口密钥：Authorization: Bearer banfa_…。")
    declared = _find_operation(request.endpoint)
    actor, open_unit = _recognise(secret.strip(), now, declared.isolation)
    if g.tenant != actor.tenant:
        raise Missing("tenant_missing", "没有这个租户，请核对地址中的租户标识。")
    g.ids = Ids(actor.bureau.id_key)
    name_actor(actor, g.ids)
    scope = allow(actor, declared.action)
    if scope == "own" and actor.role not in declared.own:
        detail = f"{ROLES[actor.role]}角色只能查看与自己有关的内容，不能使用“{declared.summary}”。"
        raise Forbidden("own_records_only", detail)
    if actor.role not in declared.roles:
        detail = f"{ROLES[actor.role]}角色不能{declared.summary}。请换用有此权限的接口密钥。"
        raise Forbidden("role_not_allowed", detail)
    g.admission = _Admission(actor, scope, context.cities.profile(actor.city), open_unit)
    request.max_content_length = measure_body(current_app, declared.max_bytes)


def _recognise(
    secret: str, now: datetime | None, isolation: Isolation | None
) -> tuple[Actor, Callable[[], AbstractContextManager[Unit]]]:
    """Tell who asks, and how the unit is opened that their request is carried out in."""
    engine = get_context().engine
    if request.method not in READ_METHODS:
        actor = authenticate(engine, secret, now=now)
        confirm = partial(confirm_authority, partial(_authenticate_now, secret), actor)
        return actor, partial(unit_of_work, engine, actor, now=now, before_commit=confirm)
    reading = g.reading = ExitStack()
    unit: Unit = reading.enter_context(reading_unit(engine, secret, now=now, isolation=isolation))
    return unit.actor, lambda: nullcontext(unit)


def _authenticate_now(secret: str) -> Actor:
    context = get_context()
    return authenticate(context.engine, secret, now=context.read_clock())


def _release(_error: BaseException | None = None) -> None:
    """End the unit of a request that only read, whatever became of it."""
    if (reading := g.pop("reading", None)) is not None:
        reading.close()


def _carry_out(
    declared: Operation, view: View, arguments: tuple[Any, ...], path: Mapping[str, Any]
) -> Response:
    """Call the view in a transaction; of several versions that If-Match lists, each has one of its own."""
    perform = partial(_perform, declared, view, arguments, path)
    if not declared.versioned:
        return perform(version=0)
    *others, last = read_versions(request.headers.get("If-Match"))
    for version in others:
        with suppress(PreconditionFailed):
            return perform(version=version)
    return perform(version=last)


def _perform(
    declared: Operation, view: View, arguments: tuple[Any, ...], path: Mapping[str, Any], *, version: int
) -> Response:
    """Call the view in its transaction; a POST that was carried out before is answered as it was then."""
    admission: _Admission = g.admission
    reads = request.method in READ_METHODS
    key = None if reads else idempotency.read_key(request.headers.get(idempotency.HEADER))
    reading: Reading | None = None
    with admission.open_unit() as unit:
        call = Call(
            unit=unit,
            profile=admission.profile,
            scope=admission.scope,
            version=version,
            list_key=_list_key(admission.actor),
            row_errors=g.get("row_errors", {}),
        )

        def answer_once() -> tuple[Rendered, Rendered]:
            nonlocal reading
            answer = view(call, *arguments, **read_path(path, unit.ids))
            if declared.shown is not None:
                reading = make_reading(declared.shown, answer, arguments)
            declared.places.write(answer.data, unit)
            base = f"/api/v1/{admission.actor.tenant}"
            rendered = render(answer, status=declared.status, base=base, reads=reads)
            return rendered, without_secrets(answer, rendered)

        if key is not None:
            payload = _fingerprint(arguments, admission.actor)
            response = idempotency.perform_once(unit, key=key, payload=payload, perform=answer_once)
        else:
            response = answer_once()[0].response()
        if declared.shown is not None and not reads:
            leave_trace_within(unit, reading or make_reading(declared.shown, Answer({}), ()))
    if reads:
        if reading is not None:
            _release()  # first: what waits for a connection holds none
            leave_trace(unit, reading)
        response.make_conditional(request)
    return response


def _fingerprint(arguments: tuple[Any, ...], actor: Actor) -> bytes:
    """What was asked, and of which districts: whoever has others by now is not answered as before."""
    if actor.districts is not None:
        arguments = (*arguments, {"districts": sorted(actor.districts)})
    return idempotency.fingerprint(
        method=request.method,
        path=request.full_path,
        if_match=request.headers.get("If-Match"),
        arguments=arguments,
    )


def _list_key(actor: Actor) -> str:
    """Which list a request reads: the tenant's, at this address, under these filters, for these eyes."""
    filters = sorted((k, v) for k, v in request.args.items() if k not in {"after", "count", "limit"})
    eyes = (actor.provider_id, actor.enterprise_id, sorted(actor.districts or ()))
    return repr((actor.tenant_id, *eyes, request.path, filters))
