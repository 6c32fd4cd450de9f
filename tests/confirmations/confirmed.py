"""A round's data confirmation at a desk without a server between."""

from __future__ import annotations

from datetime import timedelta

from banfa.procedures.rounds.lifecycle import open_round


def open_quarter(desk):
    """The quarter that is over, with no data cut off."""
    first_of_quarter = desk.day.replace(month=(desk.day.month - 1) // 3 * 3 + 1, day=1)
    until = first_of_quarter - timedelta(1)
    since = until.replace(month=until.month - 2, day=1)
    with desk.unit() as unit:
        details = open_round(
            unit, desk.profile, name=f"{since}至{until}评价", period_start=since, period_end=until
        )
    return details.round


def confirm(desk, *providers):
    """Sheets that are out, each answered with a difference, a source's letter; the last things by kind."""
    round_ = open_quarter(desk)
    category = desk.profile.categories[-1].key
    since = {"category": category, "from_on": round_.period_start, "basis": "局〔2025〕1号"}
    for provider in providers:
        desk.record("membership", provider_id=provider, **since)
    confirmation = desk.act("prepare_confirmation", round_id=round_.id).id
    desk.act("send_confirmation_sheets", confirmation, sent_on=desk.day)
    letter = desk.act("enter_source_confirmation", confirmation, stated_on=desk.day).id
    for sheet in desk.list("confirmation_sheet", confirmation_id=confirmation):
        if sheet.provider_id in providers:
            stated = {"name": sheet.counts[0]["name"], "stated": "5份", "reason": "张三称漏报一份。"}
            desk.act("enter_confirmation_answer", sheet.id, answered_on=desk.day, differences=[stated])
            desk.scan("confirmation_sheet", sheet.id, "stamped_answer")
            desk.check("check_confirmation_answer", sheet.id)
            last = sheet.id
    (difference,) = desk.list("confirmation_difference", confirmation_sheet_id=last)
    return {  # what belongs to the confirmation goes first: it is over with it
        "confirmation_difference": difference.id,
        "confirmation_sheet": last,
        "source_confirmation": letter,
        "confirmation": confirmation,
    }
