"""Settling an edition: put what the bureau's instruments set where the measure left it open.

The result is an edition like any other, checked by the same checker; what is not set stays open.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from .edition import Edition
from .openings import Choice, OpenNumber
from .rubric import Criterion, Dimension, SetCriterion
from .scales import OpenCriteria, OpenScale, scale_of
from .terms import Fact, Share
from .values import rewrite, walk

Opening = OpenNumber | Choice | OpenScale | OpenCriteria


class SettingError(ValueError):
    """A setting that the edition does not take. `key` is the opening's, the message a Chinese sentence."""

    def __init__(self, key: str, message: str) -> None:
        super().__init__(message)
        self.key = key


def openings(edition: Edition) -> dict[str, Opening]:
    """Every opening of an edition by key, in reading order."""
    kinds = (OpenNumber, Choice, OpenScale, OpenCriteria)
    return {v.key: v for v in walk(edition) if isinstance(v, kinds)}


def unset(edition: Edition) -> tuple[Opening, ...]:
    """The openings of an edition, settled or not, that are still undetermined."""
    return tuple(v for v in openings(edition).values() if not (isinstance(v, OpenNumber) and v.is_set))


def settle(edition: Edition, settings: Mapping[str, Any]) -> Edition:
    """The edition with these openings set: a whole number, an option's key, a scale or a list of criteria, by key.

    Raises SettingError for an unknown key, a value out of bounds, of the wrong kind, or weights that do not add up.
    """
    known = openings(edition)
    for key in settings:
        if key not in known:
            raise SettingError(key, f"本办法没有待定事项“{key}”；可设的有：{'、'.join(known)}")

    def put(value: Any) -> Any:
        match value:
            case OpenNumber(key=key) if key in settings:
                n = whole(value, settings[key])
                return replace(value, low=n, high=n)
            case Choice(key=key) if key in settings:
                return chosen(value, settings[key])
            case Criterion(scale=OpenScale(key=key)) if key in settings:
                return replace(value, scale=set_scale(value, settings[key]))
            case Dimension(open=OpenCriteria(key=key)) if key in settings:
                return replace(value, criteria=tuple(set_criteria(value, settings[key])), open=None)
        return value

    made: Edition = rewrite(edition, put)
    check_sums(made)
    return made


def whole(opening: OpenNumber, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise SettingError(opening.key, f"{opening.zh}须为整数（单位：{opening.unit}）")
    if not opening.low <= value <= opening.high:
        raise SettingError(
            opening.key, f"{opening.zh}须在{opening.low}至{opening.high}{opening.unit}之间，不能是{value}"
        )
    return value


def chosen(opening: Choice, key: Any) -> Any:
    try:
        return opening.option(key).value
    except StopIteration:
        offered = "、".join(f"{o.key}（{o.zh}）" for o in opening.options)
        raise SettingError(opening.key, f"{opening.zh}只能在{offered}中选择") from None


def set_scale(criterion: Criterion, data: Any) -> Any:
    assert isinstance(criterion.scale, OpenScale)  # noqa: S101 - the caller matched it
    if not isinstance(data, dict):
        raise SettingError(
            criterion.scale.key, f'{criterion.zh}的评分标准须为对象，如 {{"tiers": [[0, 0], [1, 8]]}}'
        )
    of, data = figure(criterion.zh, criterion.scale, data)
    try:
        return scale_of(of, data)
    except ValueError as error:
        raise SettingError(criterion.scale.key, f"{criterion.zh}：{error}") from error


def figure(zh: str, opening: OpenScale, data: dict[str, Any]) -> tuple[Fact | Share, dict[str, Any]]:
    """What the scale is over and the rest of its data: the instrument names one of several as `measure`."""
    if not opening.menu:
        return opening.of, data
    for measured in opening.menu:
        if measured.key == data.get("measure"):
            return measured.of, {k: v for k, v in data.items() if k != "measure"}
    offered = "、".join(f"{m.key}（{m.zh}）" for m in opening.menu)
    raise SettingError(opening.key, f"{zh}须以 measure 写明统计口径，可选：{offered}")


def set_criteria(dimension: Dimension, data: Any) -> Iterator[SetCriterion]:
    opening = dimension.open
    assert opening is not None  # noqa: S101 - the caller matched it
    menu = {m.key: m for m in opening.menu}
    if not isinstance(data, list) or not data:
        raise SettingError(opening.key, f"{dimension.zh}的评价指标须为非空列表")
    for n, row in enumerate(data, 1):
        match row:
            case {"measure": str(measure), "full": int(full), "scale": dict(scale), **rest} if (
                not rest.keys() - {"name"} and not isinstance(full, bool)
            ):
                if measure not in menu:
                    raise SettingError(
                        opening.key, f"第{n}项指标的“{measure}”不在可用之列：{'、'.join(menu)}"
                    )
                try:
                    made = scale_of(menu[measure].of, scale)
                except ValueError as error:
                    raise SettingError(opening.key, f"第{n}项指标：{error}") from error
                yield SetCriterion(dimension.cite, n, str(rest.get("name", menu[measure].zh)), full, made)
            case _:
                raise SettingError(opening.key, f"第{n}项指标须有 measure、full（整数）、scale，可有 name")


def check_sums(edition: Edition) -> None:
    """Joint constraints hold as far as their numbers are set."""
    numbers = {v.key: v for v in walk(edition) if isinstance(v, OpenNumber)}
    for joint in edition.sums:
        parts = [numbers[k] for k in joint.keys]
        low, high = sum(p.low for p in parts), sum(p.high for p in parts)
        if not low <= joint.total <= high:
            names = "、".join(p.zh for p in parts)
            raise SettingError(
                joint.keys[0], f"{names}之和须为{joint.total}，现为{low if low == high else f'{low}至{high}'}"
            )
