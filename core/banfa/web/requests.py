"""What is sent and what a view is given: forms, the parser that reads them, and the call."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, NoReturn
from urllib.parse import urlencode

from flask import Request, g, request
from marshmallow import RAISE, Schema, ValidationError
from webargs.flaskparser import FlaskParser
from werkzeug.routing import BaseConverter, Map

from banfa.errors import FieldError, Malformed
from banfa.trust.ids import NOBODY
from banfa.web.context import get_context
from banfa.web.cursors import read_cursor, sign_cursor
from banfa.web.fields import NOT_OBJECT, UNKNOWN, Boolean, Integer, List, Str
from banfa.web.problems import Unreadable, WrongType, collect_errors, flatten
from banfa.web.responses import Answer
from banfa.web.strict_json import BAD_TEXT, read_json

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from marshmallow.fields import Field

    from banfa.cities.profile import Profile
    from banfa.trust.ids import Ids
    from banfa.trust.permissions import Scope
    from banfa.trust.unit import Unit

Arguments = dict[str, Any]
"""The values of a form or a query, by field."""

MAX_PAGE_SIZE: Final = 200
PAGE_SIZE: Final = 50

_ROW: Final = re.compile(r"rows\[(\d+)\]\.?", re.ASCII)

REPEATED: Final = ("parameter_repeated", "查询参数只能出现一次。")
NO_PARAMETER: Final = FieldError("", "parameter_unknown", "没有这个查询参数，请对照接口文档核对名称。")

# marshmallow passes a schema's messages on as they are, so field errors can stand in their place.
_FORM_MESSAGES: Final[dict[str, Any]] = {"unknown": UNKNOWN, "type": NOT_OBJECT}
_QUERY_MESSAGES: Final[dict[str, Any]] = {"unknown": NO_PARAMETER}


class Form(Schema):
    """An object of stated fields; no other is taken."""

    class Meta:
        """Unknown fields are errors."""

        unknown = RAISE

    error_messages = _FORM_MESSAGES


class BulkForm(Form):
    """A body whose `rows` are taken one by one: what is wrong with one row costs no other.

    The parser leaves the errors of single rows in `g.row_errors`, by position.
    """


class Query(Schema):
    """The parameters of an address; no other is taken."""

    class Meta:
        """Unknown parameters are errors."""

        unknown = RAISE

    error_messages = _QUERY_MESSAGES

    def on_bind_field(self, field_name: str, field_obj: Field[Any]) -> None:  # noqa: ARG002 - marshmallow's
        """In an address everything is text, and nothing is ever null."""
        field_obj.allow_none = False
        if isinstance(field_obj, Integer | Boolean):
            field_obj.from_text = True


class PageQuery(Query):
    """A page of a list."""

    limit = Integer("每页条数", minimum=1, maximum=MAX_PAGE_SIZE, load_default=PAGE_SIZE)
    after = Str("上一页给出的游标 next", max_length=1000)


class StrictParser(FlaskParser):
    """webargs' parser for flask, as strict as our forms; its errors are ours.

    It remembers in `g.parsed` what a view has asked for, so that the rest can be held to be empty.
    """

    DEFAULT_UNKNOWN_BY_LOCATION: dict[str, str | None] = {"json": RAISE, "query": RAISE, "files": RAISE}  # noqa: RUF012 - webargs'

    def load_json(self, req: Request, schema: Schema) -> Any:
        """Read the body. Raises Unreadable, WrongType, Malformed."""
        _mark_parsed("json")
        raw = req.get_data(cache=False)
        if not raw:
            if schema.fields:
                raise Unreadable("body_missing", "请求没有内容，请以 JSON 提交。")
            return {}
        if req.mimetype != "application/json":
            raise WrongType("not_json", "只接受 JSON，请设置 Content-Type: application/json。")
        data, errors = read_json(raw, partial(_count_rows, schema))
        if not isinstance(data, dict):
            raise Malformed("field_malformed", "请求内容应为一个 JSON 对象。")
        by_row: dict[int, list[FieldError]] = {}
        for error in errors:
            row = _ROW.match(error.path) if isinstance(schema, BulkForm) else None
            if row is None:
                raise collect_errors(errors)
            inner = FieldError(error.path[row.end() :], error.code, error.message)
            by_row.setdefault(int(row[1]), []).append(inner)
        g.row_errors = by_row
        return data

    def load_files(self, req: Request, schema: Schema) -> Any:
        """Read the files of a form. Raises WrongType, Malformed for one that stands twice and is no list."""
        _mark_parsed("json")  # a form is no JSON: there is nothing else to be read
        if req.mimetype != "multipart/form-data":
            named = "、".join(schema.fields)
            raise WrongType("not_form", f"请以 multipart/form-data 上传文件，文件放在 {named} 中。")
        lists = {name for name, field in schema.fields.items() if isinstance(field, List)}
        errors = [
            FieldError(name, *REPEATED)
            for name, files in req.files.lists()
            if len(files) > 1 and name not in lists
        ]
        errors += [FieldError(name, UNKNOWN.code, UNKNOWN.message) for name in req.form]
        if errors:
            raise collect_errors(errors)
        return {name: files if name in lists else files[0] for name, files in req.files.lists()}

    def load_querystring(self, req: Request, schema: Schema) -> Any:  # noqa: ARG002 - webargs' signature
        """Read the query. Raises Malformed, also for a parameter that stands twice."""
        _mark_parsed("query")
        errors = [FieldError(name, *REPEATED) for name, values in req.args.lists() if len(values) > 1]
        errors += [FieldError(name, *BAD_TEXT) for name, value in req.args.items() if "\x00" in name + value]
        if errors:
            raise collect_errors(errors)
        return req.args.to_dict()

    def handle_error(self, error: ValidationError, *_args: Any, **_options: Any) -> NoReturn:
        """Answer with every field that is wrong."""
        (messages,) = error.messages_dict.values()
        raise collect_errors(list(flatten(messages))) from error


PARSER: Final = StrictParser()


def _count_rows(schema: Schema, data: Any) -> None:
    """Hold a bulk request to its number of rows before any of them is read. Raises Malformed."""
    if isinstance(schema, BulkForm) and isinstance(data, dict):
        rows: Any = schema.fields["rows"]
        try:
            rows.check_length(data.get("rows", []))
        except ValidationError as error:
            raise collect_errors(list(flatten(error.messages, "rows"))) from error


def check_nothing_else() -> None:
    """Hold a request to what its view asked for: no query, and no body of a POST, where it asked for none."""
    parsed = g.get("parsed", ())
    if "query" not in parsed:
        PARSER.parse(Query, location="query")
    if "json" not in parsed and request.method == "POST":
        PARSER.parse(Form, location="json")


def _mark_parsed(location: str) -> None:
    g.parsed = (*g.get("parsed", ()), location)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request, admitted and parsed, in its open transaction.

    `scope` is how far the actor may go; `version` the one that the caller has read (where the operation asks
    for If-Match); `row_errors` those of single rows of a `BulkForm`. `list_key` tells this list's cursors
    from others.
    """

    unit: Unit
    profile: Profile
    scope: Scope
    version: int
    list_key: str
    row_errors: Mapping[int, Sequence[FieldError]]

    def provider(self, provider_id: int) -> int:
        """The provider's id, if the actor may see it; otherwise one that nobody has."""
        mine = self.scope == "all" or provider_id == self.unit.actor.provider_id
        return provider_id if mine else NOBODY

    def page(
        self,
        query: Arguments,
        fetch: Callable[[Any, int], Sequence[Any]],
        *,
        key: Callable[[Any], Any],
        render: Callable[[Any], dict[str, Any]] = dict,
    ) -> Answer:
        """One page: `fetch(after, limit)` gives the rows after a key (None: the first).

        `key` gives a row's key, `render` what is answered for it.
        """
        limit = query["limit"]
        rows = fetch(self.after(query), limit + 1)
        after = key(rows[limit - 1]) if len(rows) > limit else None
        return self.make_page([render(row) for row in rows[:limit]], after)

    def make_page(self, items: Sequence[dict[str, Any]], after: Any, *, total: int | None = None) -> Answer:
        """One page whose rows are known; the next one begins after this key, None when this is the last.

        `total` is how many rows all pages have, where that was asked for.
        """
        counted = {} if total is None else {"total": total}
        if after is None:
            return Answer({"items": items, "next": None, **counted})
        key = write_numbers(after, self.unit.ids)
        cursor = sign_cursor(get_context().secret, key, bound_to=self.list_key)
        address = f"{request.path}?{urlencode({**request.args.to_dict(), 'after': cursor})}"
        data = {"items": items, "next": cursor, **counted}
        return Answer(data, headers={"Link": f'<{address}>; rel="next"'})

    def after(self, query: Arguments) -> Any:
        """The key after which the page asked for begins; None: from the start."""
        cursor = query.get("after")
        if cursor is None:
            return None
        key = read_cursor(get_context().secret, cursor, bound_to=self.list_key)
        return read_numbers(key, self.unit.ids)

    def locate(self, path: str, kind: str, number: int) -> str:
        """The address of a thing, below the tenant's."""
        return f"{path}/{self.unit.ids.encode_one(kind, number)}"


def write_numbers(key: Any, ids: Ids) -> Any:
    """The key of a cursor, which anybody can read: its numbers tell as little as ids do."""
    if isinstance(key, list | tuple):
        return [write_numbers(part, ids) for part in key]
    if isinstance(key, date):  # a moment too
        return key.isoformat()
    return ids.encode_one("cursor", key) if isinstance(key, int) else key


def read_numbers(key: Any, ids: Ids) -> Any:
    """The key as it was."""
    if isinstance(key, list):
        return [read_numbers(part, ids) for part in key]
    number = ids.decode("cursor", key)
    return key if number is None else number


class PathId(BaseConverter):
    """`<id(contract):contract_id>`: an outward id in an address, whatever it is that stands there.

    What is no id of ours is answered by the view like the id of nothing, so no text may fail to match.
    """

    def __init__(self, url_map: Map, kind: str) -> None:
        super().__init__(url_map)
        self.kind = kind

    def to_python(self, value: str) -> tuple[str, str]:
        """Give kind and text; what it means is known once the tenant is."""
        return self.kind, value


CONVERTERS: Final[dict[str, type[BaseConverter]]] = {"id": PathId}
"""What addresses of API and pages hold alike."""


def read_path(path: Mapping[str, Any], ids: Ids) -> dict[str, Any]:
    """The values of an address as views take them: `NOBODY` for an id that is nothing here."""
    return {
        name: ids.decode(*value) or NOBODY if isinstance(value, tuple) else value
        for name, value in path.items()
    }


def pick(query: Arguments, *names: str) -> Arguments:
    """The values of these names, as far as they were given."""
    return {name: query[name] for name in names if name in query}


by_id: Final = attrgetter("id")
"""The usual key of a list."""
