"""Editions of a city's measure as its bureau has put them in force and settled them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from banfa.errors import Conflict, Malformed
from banfa.law import SettingError, Transition
from banfa.ledger.entries.asof import BEGINNING
from banfa.procedures.instruments.instrument import (
    collect_promulgations,
    list_holding,
    list_of_law,
    list_promulgations,
    merge_settings,
    select_holding,
)
from banfa.procedures.instruments.locked import check_unchanged
from banfa.procedures.instruments.settling import settle_once

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from banfa.cities.profile import Profile
    from banfa.law import Edition
    from banfa.procedures.instruments.instrument import InForce, Instrument
    from banfa.trust.unit import Unit


def find_edition(profile: Profile, key: str) -> Edition:
    """Find the city's edition of this key. Raises Malformed naming those there are."""
    for edition in profile.editions:
        if edition.key == key:
            return edition
    have = "、".join(edition.key for edition in profile.editions)
    raise Malformed("unknown_edition", f"{profile.city.zh}没有版本“{key}”；现有：{have}。", field="edition")


def settle_edition(
    unit: Unit, profile: Profile, *, edition: str, day: date, last_id: int | None = None
) -> Edition:
    """Settle an edition by what `list_holding` gives. Raises as `settle_by` and `check_unchanged`."""
    instruments = list_holding(unit, edition, day=day, last_id=last_id)
    check_unchanged(unit, profile.city.key, find_edition(profile, edition), instruments)
    return settle_by(profile, edition, instruments)


def settle_edition_on(unit: Unit, profile: Profile, *, day: date) -> Edition:
    """Settle the edition in force on a day, the city's latest where none is, in one statement.

    Raises as `settle_by`, and Malformed where the city's plugin has that edition no longer.
    """
    instruments = list_of_law(unit)
    key = _find_key_on(collect_promulgations(instruments), day) or profile.latest.key
    of_edition = [instrument for instrument in instruments if instrument.edition == key]
    return settle_by(profile, key, select_holding(of_edition, day))


def settle_by(profile: Profile, edition: str, instruments: Sequence[Instrument]) -> Edition:
    """Settle an edition by these instruments.

    Raises Conflict where it takes no longer what they set: then the plugin has changed under them.
    """
    try:
        return settle_once(find_edition(profile, edition), merge_settings(instruments))
    except SettingError as error:
        message = f"已登记文件的设定与现行插件的版本“{edition}”不再相符：{error}。请另发文件重新设定。"
        raise Conflict("settings_unfit", message, field=f"settings.{error.key}") from error


def edition_key_on(unit: Unit, day: date) -> str | None:
    """Give the key of the edition in force on a day; where two are, of the one that came into force last.

    None where no edition is: then only trial runs are possible.
    """
    return _find_key_on(list_promulgations(unit), day)


def _find_key_on(promulgations: Mapping[str, InForce], day: date) -> str | None:
    """Find the edition in force on a day among those promulgated, in the order they were issued."""
    candidates = [
        (in_force.since, order, key)
        for order, (key, in_force) in enumerate(promulgations.items())
        if in_force.covers(day)
    ]
    return max(candidates)[2] if candidates else None


def check_not_ended(unit: Unit, edition: str, day: date) -> None:
    """Raise Conflict (`edition_ended`) for a day after the last one on which an edition was in force."""
    in_force = list_promulgations(unit).get(edition)
    if in_force is not None and in_force.until is not None and day > in_force.until:
        message = (
            f"版本“{edition}”有效期至{in_force.until}，{day}已失效，不能据此评价或作出决定；"
            "另有新办法的，请先登记其公布施行的文件。"
        )
        raise Conflict("edition_ended", message, edition=edition, end=in_force.until)


def commencement_of(unit: Unit, law: Edition, *, day: date) -> date:
    """Give the day from which an edition's clauses judge what happened, as they are asked on a day.

    It is before all others for an edition that does not say, and on trial, when the edition is not in force.
    """
    promulgations = list_promulgations(unit)
    in_force = promulgations.get(law.key)
    if law.transition is None or in_force is None or day < in_force.since:
        return BEGINNING
    since = in_force.since
    if law.transition is Transition.CONTINUED:
        for other in sorted(promulgations.values(), key=lambda each: each.since, reverse=True):
            if other.since < since and (other.until is None or other.until >= since - timedelta(1)):
                since = other.since
    return since


def known_edition_key_on(unit: Unit, profile: Profile, *, day: date) -> str | None:
    """Give the same for a city. Raises Malformed where its plugin has that edition no longer."""
    key = edition_key_on(unit, day)
    return None if key is None else find_edition(profile, key).key
