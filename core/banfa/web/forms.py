"""Forms: what a request's body and its query may hold; and what an answer's schema is made of."""

from __future__ import annotations

from typing import Any, Final, cast

from marshmallow import RAISE, Schema, ValidationError
from marshmallow.fields import Field
from werkzeug.datastructures import MultiDict

from banfa.web.fields import NOT_OBJECT, UNKNOWN, Text, WholeText
from banfa.web.flaws import BAD_TEXT, Flaw, Found, flattened, refusal

MOST: Final = 200
USUAL: Final = 50

NO_PARAMETER: Final = Flaw("parameter_unknown", "没有这个查询参数，请对照接口文档核对名称。")
REPEATED: Final = Flaw("parameter_repeated", "查询参数只能出现一次。")

# marshmallow passes a schema's messages on as they are, so flaws can stand in their place.
_MESSAGES: Final[dict[str, Any]] = {"unknown": UNKNOWN, "type": NOT_OBJECT}
_MESSAGES_OF_QUERY: Final[dict[str, Any]] = {"unknown": NO_PARAMETER}


class Form(Schema):
    """An object of stated fields; any other is refused."""

    class Meta:
        """Unknown fields are refused."""

        unknown = RAISE

    error_messages = _MESSAGES


class Query(Schema):
    """The parameters of an address; any other is refused."""

    class Meta:
        """Unknown parameters are refused."""

        unknown = RAISE

    error_messages = _MESSAGES_OF_QUERY

    def on_bind_field(self, field_name: str, field_obj: Field[Any]) -> None:  # noqa: ARG002 - marshmallow's
        """No parameter is ever null."""
        field_obj.allow_none = False


class Paged(Query):
    """A page of a list."""

    limit = WholeText("每页条数", low=1, high=MOST, load_default=USUAL)
    after = Text("上一页给出的游标 next", most=1000)


def filled(form: Schema, data: Any) -> dict[str, Any]:
    """The form's values. Raises Malformed naming every field that is wrong."""
    try:
        return cast(dict[str, Any], form.load(data))
    except ValidationError as error:
        raise refusal(list(flattened(error.messages))) from error


def asked(form: Schema, arguments: MultiDict[str, str]) -> dict[str, Any]:
    """The query's values. Raises Malformed, also for a parameter that stands twice."""
    twice = [Found(name, REPEATED) for name, values in arguments.lists() if len(values) > 1]
    wrong = [Found(name, BAD_TEXT) for name, value in arguments.items() if "\x00" in name + value]
    if twice or wrong:
        raise refusal([*twice, *wrong])
    return filled(form, arguments.to_dict())
