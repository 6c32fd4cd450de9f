"""The form: shown, sent with a few files, shown again with what was typed where something is wrong."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from flask import Response, current_app, request, session

from banfa.errors import BanfaError, Conflict, Malformed
from banfa.ledger.entries.fields import ReadingContext
from banfa.procedures.correspondence.web_box import check_box, enter_as_writer
from banfa.procedures.correspondence.web_sending import (
    MEDIA,
    MOST_FILES,
    SendLetter,
    check_letter,
    find_kind,
    send_letter,
)
from banfa.procedures.files.storing import MEBIBYTE, FileRoom, examine_file, store_sound_file
from banfa.trust.strangers import strangers_unit
from banfa.trust.unit import unit_of_work
from banfa.web.api.files import UPLOAD_WEIGHT
from banfa.web.confirming import confirm as confirm_authority
from banfa.web.context import get_context, measure_body
from banfa.web.letterbox.attempts import count_sending, count_sent
from banfa.web.letterbox.rendering import render
from banfa.web.party.forms import PartyPage, check_token
from banfa.web.party.rendering import go
from banfa.web.problems import describe_error, take_problem_down

if TYPE_CHECKING:
    from werkzeug.datastructures import FileStorage

    from banfa.procedures.files.storing import SoundFile

MOST_MEGABYTES: Final = 10
"""Of all files of a letter together."""
RECEIPT: Final = "letterbox"
"""Under which name the cookie holds a receipt until it was shown, once."""
MAX_TYPED: Final = 20_000
"""Characters of a field that are read: what is longer is said to be so."""


def _measure_files(room: FileRoom) -> int:
    return min(room.max_bytes, MOST_MEGABYTES * MEBIBYTE)


def _measure_form(room: FileRoom) -> int:
    """How much a form may send: its files, and a mebibyte for what is typed."""
    return _measure_files(room) + MEBIBYTE


PAGE: Final = PartyPage(max_bytes=_measure_form, weight=UPLOAD_WEIGHT)


def show_form(bureau: str) -> Response:
    """Show the form, where the bureau has one."""
    return _show(bureau, {}, None)


def take_form(bureau: str) -> Response:
    """Store what was sent and lead to its receipt; where it cannot be, show the form again and say why."""
    request.max_content_length = measure_body(current_app, _measure_form)
    check_token()
    context = get_context()
    with strangers_unit(context.engine, bureau, now=context.read_clock()) as unit:
        check_box(unit)
        tenant, today = unit.actor.bureau, unit.today
    try:
        data = SendLetter.read(_read_typed(), ReadingContext(context.cities.profile(tenant.city), today))
        check_letter(data)
        count_sending(tenant.slug)
        # A content stays on the disk whatever becomes of its row: all is checked before the first is stored.
        sound = _examine(request.files.getlist("files"))
        count_sent(tenant.slug)
    except (Malformed, Conflict) as error:
        take_problem_down(error)
        return _show(bureau, request.form, error)
    writer = enter_as_writer(context.engine, tenant, now=context.read_clock())
    confirm = partial(confirm_authority, lambda: writer, writer)
    with unit_of_work(context.engine, writer, now=context.read_clock(), before_commit=confirm) as unit:
        check_box(unit)
        room, kind = context.file_room, find_kind(data)
        papers = [store_sound_file(unit, file, room=room, kind=kind) for file in sound]
        sent = send_letter(unit, data, papers)
    session[RECEIPT] = [tenant.slug, sent.row.number, sent.code]
    return go("letterbox.show_receipt", bureau=bureau)


def _show(bureau: str, typed: Any, problem: BanfaError | None) -> Response:
    context = get_context()
    with strangers_unit(context.engine, bureau, now=context.read_clock()) as unit:
        check_box(unit)
        name = unit.actor.bureau.name
    errors: Any = [] if problem is None else problem.data.get("errors") or [{"detail": problem.detail}]
    return render(
        "form.html",
        status=200 if problem is None else describe_error(problem).status,
        name=name,
        bureau=bureau,
        said={field: typed.get(field, "") for field in SendLetter.fields},
        fields=SendLetter.fields,
        problems=[str(error["detail"]) for error in errors],
        ends="、".join(MEDIA),
        most=MOST_FILES,
        megabytes=_measure_files(context.file_room) // MEBIBYTE,
    )


def _read_typed() -> dict[str, Any]:
    """Read what was typed, by the fields' names; what was left empty is left out."""
    typed: dict[str, Any] = {}
    for name, declared in SendLetter.fields.items():
        value = request.form.get(name, "")[:MAX_TYPED].strip()
        if value:
            typed[name] = value if getattr(declared, "type", str) is str else value == "yes"
    return typed


def _examine(sent: list[FileStorage]) -> list[SoundFile]:
    """Look the files through. Raises Malformed (`too_many_files`, `paper_type`, and as for any file)."""
    chosen = [file for file in sent if file.filename]
    if len(chosen) > MOST_FILES:
        raise Malformed("too_many_files", f"材料最多{MOST_FILES}份，请合并后再提交。", field="files")
    room = get_context().file_room
    sound = [examine_file(BytesIO(file.read()), room=room, name=str(file.filename)) for file in chosen]
    for file in sound:
        if not file.name.casefold().endswith(MEDIA):
            raise Malformed("paper_type", f"材料须为{'、'.join(MEDIA)}文件，请另选。", field="files")
    return sound
