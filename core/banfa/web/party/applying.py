"""The form by which an applicant answers a call: saved as a draft, handed in with its two papers."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from flask import Response, current_app, request

from banfa.errors import BanfaError, Conflict, Malformed
from banfa.ledger.entries.fields import ReadingContext
from banfa.procedures.files.rows import KINDS as KINDS_OF_FILE
from banfa.procedures.files.storing import examine_file, store_sound_file
from banfa.procedures.party_links.application_rows import STATES_OF_APPLICATION
from banfa.procedures.party_links.applying import (
    FORM,
    MAX_WORDS,
    MEDIA,
    SCAN,
    HandIn,
    check_call,
    check_type,
    hand_in,
    list_handed_in,
)
from banfa.procedures.party_links.calls import find_link_of, read_call
from banfa.procedures.party_links.drafts import check_typed, read_draft, save_draft
from banfa.procedures.party_links.link_rows import APPLY
from banfa.web.api.files import UPLOAD_WEIGHT, bound_upload
from banfa.web.context import get_context, measure_body
from banfa.web.party.forms import PartyPage
from banfa.web.party.rendering import go, render
from banfa.web.party.visits import Visit, read_page, write_page
from banfa.web.problems import describe_error, take_problem_down

if TYPE_CHECKING:
    from banfa.procedures.files.storing import SoundFile
    from banfa.procedures.party_links.calls import Call

PAGE: Final = PartyPage(max_bytes=bound_upload, weight=UPLOAD_WEIGHT)
PAPERS: Final = (FORM, SCAN)
MAX_LINE: Final = 200
EMPTY: Final = {"category": "", "industry": "", "wants_list": False, "contact": "", "statements": {}}
"""A form that nothing was written into."""


def show_form() -> Response:
    """Show the form as far as it is filled in, and what was handed in already."""
    return read_page(APPLY, _show)


def take_form() -> Response:
    """Save what was typed, or hand it in; where it cannot be, show it again with the reason."""
    request.max_content_length = measure_body(current_app, bound_upload)
    handing_in = request.form.get("do") == "hand_in"
    try:
        write_page(APPLY, _hand_in if handing_in else _save)
    except (Malformed, Conflict) as error:
        take_problem_down(error)
        return read_page(APPLY, partial(_show, problem=error))
    return go("party.show_application", done="handed_in" if handing_in else "saved")


def _show(visit: Visit, *, problem: BanfaError | None = None) -> Response:
    link, batch = find_link_of(visit.unit, visit.visitor.link_id)
    filled = {**EMPTY, **(read_draft(visit.unit, link) if problem is None else _read_typed())}
    categories = {c.key: c.zh for c in visit.profile.categories if c.key in batch.categories}
    before = filled["category"] if filled["category"] in categories else next(iter(categories))
    chosen = request.args.get("category") or before
    call = read_call(visit.unit, visit.profile, link.id, str(chosen))
    handed_in = list_handed_in(visit.unit, link)
    visit.shows("party_application", [row.id for row in handed_in])
    return render(
        "application.html",
        status=200 if problem is None else describe_error(problem).status,
        bureau=visit.unit.actor.bureau.name,
        until=visit.visitor.until,
        link=link,
        batch=batch,
        categories=categories,
        call=call,
        industries={i.key: i.zh for i in visit.profile.industries},
        said=filled,
        handed_in=handed_in,
        states=STATES_OF_APPLICATION,
        problems=_list_problems(problem),
        done=request.args.get("done") if problem is None else "",
        papers=[(kind, KINDS_OF_FILE[kind], "、".join(MEDIA[kind])) for kind in PAPERS],
        megabytes=get_context().file_room.max_bytes >> 20,
        most=MAX_WORDS,
    )


def _list_problems(problem: BanfaError | None) -> list[str]:
    """Say what was wrong, field by field where it is about fields."""
    if problem is None:
        return []
    errors: Any = problem.data.get("errors") or [{"detail": problem.detail}]
    return [str(error["detail"]) for error in errors]


def _save(visit: Visit) -> None:
    link, _batch = find_link_of(visit.unit, visit.visitor.link_id)
    save_draft(visit.unit, link, _read_typed())


def _hand_in(visit: Visit) -> None:
    typed = _read_typed()
    check_typed(typed)
    call = read_call(visit.unit, visit.profile, visit.visitor.link_id, typed["category"])
    body = {name: value for name, value in typed.items() if value not in ("", None) and name != "statements"}
    body["statements"] = _list_statements(call, typed["statements"])
    data = HandIn.read(body, ReadingContext(visit.profile, visit.unit.today))
    check_call(visit.unit, visit.profile, visit.visitor.link_id, data)
    # A content stays on the disk whatever becomes of its row: all is checked before the first is stored.
    sound = {kind: _examine(kind) for kind in PAPERS}
    room = get_context().file_room
    papers = [store_sound_file(visit.unit, file, room=room, kind=kind) for kind, file in sound.items()]
    hand_in(visit.unit, visit.profile, visit.visitor.link_id, data, papers)


def _list_statements(call: Call, words: dict[str, str]) -> list[dict[str, str]]:
    """List what was said of what is asked, in the order in which it is asked."""
    whats = [requirement.what for requirement in call.requirements]
    return [{"what": what, "words": words[what]} for what in whats if words.get(what)]


def _read_typed() -> dict[str, Any]:
    """Read what was typed, as a draft has it."""
    form = request.form
    whats, words = form.getlist("what"), form.getlist("words")
    return {
        "category": form.get("category", "").strip()[:MAX_LINE],
        "industry": form.get("industry", "").strip()[:MAX_LINE],
        "wants_list": form.get("wants_list") == "yes",
        "contact": form.get("contact", "").strip(),
        "statements": {what: text.strip() for what, text in zip(whats, words, strict=False) if text.strip()},
    }


def _examine(kind: str) -> SoundFile:
    """Look a paper through that was sent. Raises Malformed (`paper_missing`, and as for any file)."""
    sent = request.files.get(kind)
    if sent is None or not sent.filename:
        raise Malformed("paper_missing", f"请选择{KINDS_OF_FILE[kind]}的文件。", field=kind)
    file = examine_file(BytesIO(sent.read()), room=get_context().file_room, name=sent.filename)
    check_type(kind, file.name)
    return file
