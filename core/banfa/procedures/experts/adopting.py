"""The way of an opinion into the ledger when a person adopts it, and out of it when another takes that back.

Of an evaluation the ledger has experts' points (`review`), each whole and of a hundred as the evaluation
reads them: the panel's own where it has agreed on one, else each signed sheet's, scaled exactly where the
panel scores of another full. What is not whole then is the panel's to settle. Of an acceptance it has what
the panel has accepted (`acceptance`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import city_choice, level, text
from banfa.ledger.kinds.acceptances import FAILED, PASSED, Acceptance
from banfa.ledger.kinds.contracts import Contract
from banfa.ledger.kinds.reviews import Review
from banfa.ledger.recording.correct import void_entry
from banfa.ledger.recording.listing import get_entry
from banfa.ledger.recording.record import record_entry
from banfa.procedures.cases.steps import take
from banfa.procedures.experts.numbers import check_no_numbers
from banfa.procedures.experts.opinion_rows import OPINIONS, Opinion
from banfa.procedures.experts.opinions import begin_with_panel, list_sheets
from banfa.procedures.experts.panel_rows import ACCEPTANCE, ADMISSION, EVALUATION, PURPOSES
from banfa.procedures.experts.score_points import scale_points, write_scaled
from banfa.procedures.inputs import Inputs, link
from banfa.trust.source_row import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banfa.cities.profile import Profile
    from banfa.procedures.experts.panel_rows import Panel
    from banfa.procedures.experts.sheet_rows import ScoreSheet
    from banfa.trust.unit import Unit


class AdoptOpinion(Inputs, example={"topic": "expert"}):
    """Under which topic of the city's evaluation; or which contract is accepted, at which level."""

    topic: str | None = city_choice(
        "评审事项", lambda profile: profile.review_topics, code="unknown_topic", hint="评价的专家核验须填写"
    )
    contract_id: int | None = link("contract", "所验收的合同", hint="验收评审须填写")
    level_before: int | None = level("改造前等级", hint="验收评审填写")
    level_after: int | None = level("改造后等级", hint="通过验收的须填写")


class WithdrawAdoption(Inputs, example={"reason": "采用后发现一名评审专家应当回避"}):
    """Why it is taken back."""

    reason: str = text("撤回的理由", max_length=2000)


OF_ACCEPTANCE: Final = ("contract_id", "level_before", "level_after")


def adopt_opinion(
    unit: Unit, profile: Profile, row_id: int, data: AdoptOpinion, version: int | None = None
) -> Opinion:
    """Adopt an opinion: the ledger is told the experts' points, or what the panel has accepted.

    Raises Malformed (`field_missing`, `field_unknown`), Conflict (`used_in_admission`, `sheets_missing`,
    `score_not_whole`, `contract_differs`), and what the recording of such an entry raises.
    """
    panel, row = begin_with_panel(unit, "adopt", row_id, version)
    if panel.purpose == ADMISSION:
        message = f"“{PURPOSES[panel.purpose]}”的意见用于遴选，不作为评价的评分或验收记入台账。"
        raise Conflict("used_in_admission", message)
    _check_fields(panel, data)
    sheets = list_sheets(unit, panel, row)
    kind = "review" if panel.purpose == EVALUATION else "acceptance"
    entries = (
        [_describe_review(panel, row, data, score) for score in _list_scores(unit, panel, row, sheets)]
        if panel.purpose == EVALUATION
        else [_describe_acceptance(unit, panel, row, data)]
    )
    for external_id, entry in entries:
        given = {name: value for name, value in entry.items() if value is not None}
        record_entry(unit, kind, given, source=SYSTEM, profile=profile, external_id=external_id)
    values = {"topic": data.topic, "contract_id": data.contract_id, "recorded": len(entries)}
    by = {"adopted_by": unit.actor.person.id, "adopted_at": unit.now}
    return take(unit, OPINIONS, row, "adopt", vars(data), **values, **by)


def _check_fields(panel: Panel, data: AdoptOpinion) -> None:
    """Check that what is filled in belongs to what the panel was for."""
    needed, others = ("topic", OF_ACCEPTANCE) if panel.purpose == EVALUATION else ("contract_id", ("topic",))
    if getattr(data, needed) is None:
        message = f"“{PURPOSES[panel.purpose]}”的意见须写明{data.fields[needed].zh}（{needed}）。"
        raise Malformed("field_missing", message, field=needed)
    for name in others:
        if getattr(data, name) is not None:
            message = f"“{PURPOSES[panel.purpose]}”的意见不填{data.fields[name].zh}（{name}）。"
            raise Malformed("field_unknown", message, field=name)


Score = tuple[str, int, str, str | None]
"""What the ledger is told of points: external id, whole points, who has given them, and the remark."""


def _name(unit: Unit, row: Opinion) -> str:
    return f"panel_opinion/{unit.ids.encode_one('panel_opinion', row.id)}"


def _list_scores(unit: Unit, panel: Panel, row: Opinion, sheets: list[ScoreSheet]) -> Iterator[Score]:
    """List the panel's own points, or each sheet's. Raises Conflict (`score_not_whole`)."""
    if row.score is not None:
        yield _name(unit, row), row.score, f"{panel.name}评审组", row.opinion
        return
    full = sum(int(values["most"]) for values in panel.criteria)
    for sheet in sheets:
        score = scale_points(sheet.total, full)
        if score.denominator != 1:
            message = (
                f"{sheet.signer}评{sheet.total}分（满分{full}分），折合百分制{write_scaled(score)}分，台账只记"
                "整数分：请登记不采用，由评审组议定百分制的整数分（score），重新登记意见。"
            )
            raise Conflict("score_not_whole", message, total=sheet.total, full=full)
        name = unit.ids.encode_one("score_sheet", sheet.id)
        yield f"{_name(unit, row)}/score_sheet/{name}", int(score), sheet.signer, sheet.remark


def _describe_review(
    panel: Panel, row: Opinion, data: AdoptOpinion, score: Score
) -> tuple[str, dict[str, Any]]:
    external_id, points, reviewer, remark = score
    return external_id, {
        "provider_id": row.provider_id,
        "enterprise_id": row.enterprise_id,
        "topic": data.topic,
        "score": points,
        "reviewed_on": panel.held_on,
        "reviewer": reviewer,
        "remark": remark,
    }


def _describe_acceptance(
    unit: Unit, panel: Panel, row: Opinion, data: AdoptOpinion
) -> tuple[str, dict[str, Any]]:
    """Describe the acceptance of a contract between those whom the panel has reviewed."""
    assert data.contract_id is not None  # noqa: S101 - checked
    contract = get_entry(unit, Contract, data.contract_id)
    if (contract.provider_id, contract.enterprise_id) != (row.provider_id, row.enterprise_id):
        message = "该合同不是被评服务商与该企业之间的合同，请核对（contract_id）。"
        raise Conflict("contract_differs", message, field="contract_id")
    return _name(unit, row), {
        "contract_id": data.contract_id,
        "accepted_on": panel.held_on,
        "outcome": PASSED if row.passes else FAILED,
        "level_before": data.level_before,
        "level_after": data.level_after,
    }


def withdraw_adoption(
    unit: Unit, _profile: Profile, row_id: int, data: WithdrawAdoption, version: int | None = None
) -> Opinion:
    """Take an adoption back, as another person than who adopted: what the ledger was told is void.

    What a person has voided in the ledger before is left as it is.
    """
    panel, row = begin_with_panel(unit, "withdraw", row_id, version)
    check_no_numbers(data)
    kind = Acceptance if panel.purpose == ACCEPTANCE else Review
    mine = kind.standing.where(kind.c.source == SYSTEM, kind.c.external_id.startswith(bindparam("name")))
    for entry in unit.all(kind, mine, name=_name(unit, row)):
        void_entry(unit, kind.declaration.name, entry.entry_id, f"撤回采用评审组意见：{data.reason}"[:500])
    return take(unit, OPINIONS, row, "withdraw", vars(data), reason=data.reason)
