"""What was sent on the web is registered as a letter by an officer, or not, by two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import choice, text
from banfa.ledger.kinds.enterprises import Enterprise
from banfa.ledger.recording.listing import get_entry
from banfa.procedures.cases.attaching import AttachFile, attach_file, list_attached
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.steps import take
from banfa.procedures.correspondence.channels import WEB
from banfa.procedures.correspondence.letter_words import KINDS, SEALED
from banfa.procedures.correspondence.receiving import RegisterLetter, register_letter
from banfa.procedures.correspondence.reporter_rows import IDENTITY, Reporter
from banfa.procedures.correspondence.web_rows import OF_CONTENT, REASONS, WEB_LETTERS, WebLetter
from banfa.procedures.inputs import Inputs, Nothing, link
from banfa.trust.permissions import allow

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.procedures.correspondence.letter_rows import Letter
    from banfa.trust.unit import Unit

OPENED: Final = tuple(kind for kind in KINDS if kind != SEALED)


class RegisterWebLetter(
    Inputs, example={"kind": "complaint", "summary": "反映该服务商收款后长期不派人到场。"}
):
    """What it is, and about whom."""

    kind: str | None = choice(
        "类别", {kind: KINDS[kind] for kind in OPENED}, hint="不拆封的不填，其他的须填写"
    )
    provider_id: int | None = link("provider", "被反映的服务商")
    enterprise_id: int | None = link(
        "enterprise", "涉及的试点企业", hint="要求保密的只记在反映人上；与反映的企业不同的，不填"
    )
    complainant_id: int | None = link("enterprise", "反映的试点企业", hint="来信的企业；要求保密的同上")
    summary: str | None = text("反映事项", max_length=4000, hint="不写反映人；不填的照来件原文")


class DeclineWebLetter(Inputs, example={"reason": "advertisement"}):
    """Why it is not registered."""

    reason: str = choice("不予登记的理由", REASONS, hint="复核后来信人可以查到")


def register_web_letter(
    unit: Unit, profile: Profile, row_id: int, data: RegisterWebLetter, version: int | None = None
) -> Letter:
    """Register what was sent as a letter, received on the day on which it was sent.

    Of one that is sealed nothing is said but that it came; of one in confidence the enterprise stands with
    who has written it.

    Raises Malformed (`field_missing`, `field_unknown`, `sealed_letter`, `confidential_letter`), Forbidden for
    whoever may not enter who has written, and as `register_letter` does.
    """
    row = WEB_LETTERS.begin(unit, "register", row_id, version=version)
    if data.kind is None and not row.sealed:
        raise Malformed("field_missing", "类别（kind）没有填写。", field="kind")
    if data.kind is not None and row.sealed:
        message = "该来件不拆封，不分类别（kind），请不要填写。"
        raise Malformed("sealed_letter", message, field="kind")
    if data.complainant_id is not None and not row.named:
        message = "匿名的来件没有反映的企业（complainant_id），请不要填写。"
        raise Malformed("field_unknown", message, field="complainant_id")
    of_writer = _find_enterprise(unit, data) if row.confidential and not row.sealed else None
    named = {"enterprise_id": data.enterprise_id, "complainant_id": data.complainant_id}
    letter = register_letter(
        unit,
        profile,
        RegisterLetter(
            channel=WEB,
            foreign_no=row.number,
            kind=data.kind or SEALED,
            received_on=row.sent_on,
            foreign_due_on=None,
            named=row.named,
            confidential=row.confidential,
            provider_id=data.provider_id,
            **(dict.fromkeys(named) if of_writer is not None else named),
            summary=data.summary or row.content,
        ),
    )
    _hand_on(unit, row, letter, enterprise_id=of_writer)
    take(unit, WEB_LETTERS, row, "register", {}, letter_id=letter.id)
    return letter


def _find_enterprise(unit: Unit, data: RegisterWebLetter) -> int | None:
    """Find the enterprise of a letter in confidence, which who has written it is entered with."""
    named = {each for each in (data.enterprise_id, data.complainant_id) if each is not None}
    if not named:
        return None
    if len(named) > 1:
        message = "要求保密的来信只登记来信的企业，涉及的企业（enterprise_id）与它不同的，请不要填写。"
        raise Malformed("confidential_letter", message, field="enterprise_id")
    allow(unit.actor, IDENTITY)
    (enterprise_id,) = named
    get_entry(unit, Enterprise, enterprise_id)
    return enterprise_id


def _hand_on(unit: Unit, row: WebLetter, letter: Letter, *, enterprise_id: int | None) -> None:
    """Let who has written, and the files that all may read who read letters, go with the letter."""
    table = Reporter.table
    values = {"letter_id": letter.id, "enterprise_id": enterprise_id}
    for reporter in list_rows(unit, Reporter, web_letter_id=row.id):
        unit.execute(unit.update(table).where(table.c.id == reporter.id).values(**values))
        unit.seal(table, [reporter.id])
        unit.note("letter_reporter.completed", f"letter_reporter/{reporter.id}", {"letter_id": letter.id})
    for paper in list_attached(unit, "web_letter", row.id):
        file = AttachFile(file_id=paper.id, source=None, made_on=None)
        attach_file(unit, "letter", letter.id, file, provider_id=letter.provider_id)


def decline_web_letter(
    unit: Unit, _profile: Profile, row_id: int, data: DeclineWebLetter, version: int | None = None
) -> WebLetter:
    """Propose that something is not registered; another confirms it. Raises Conflict (`sealed_letter`)."""
    row = WEB_LETTERS.begin(unit, "decline", row_id, version=version)
    if row.sealed:
        raise Conflict("sealed_letter", "不拆封的来件没有人看过内容，只能登记后转纪检。")
    return take(
        unit, WEB_LETTERS, row, "decline", vars(data), reason=data.reason, declined_by=unit.actor.person.id
    )


def confirm_decline(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> WebLetter:
    """Confirm, as another person, that it is not registered: its writer can read so, with the reason."""
    row = WEB_LETTERS.begin(unit, "confirm_decline", row_id, version=version)
    return take(unit, WEB_LETTERS, row, "confirm_decline", {})


def keep_web_letter(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> WebLetter:
    """Send it back to be registered after all."""
    row = WEB_LETTERS.begin(unit, "keep", row_id, version=version)
    return take(unit, WEB_LETTERS, row, "keep", {})


def empty_web_letter(unit: Unit, letter_id: int) -> None:
    """Empty what was sent of a letter that goes to 纪检; what was sealed stays with those who may read it."""
    table = WebLetter.table
    for row in list_rows(unit, WebLetter, letter_id=letter_id):
        empty = dict.fromkeys(OF_CONTENT)
        unit.execute(unit.update(table).where(table.c.id == row.id).values(**empty))
        unit.seal(table, [row.id])
        unit.note("web_letter.emptied", f"web_letter/{row.id}", {"letter_id": letter_id})
