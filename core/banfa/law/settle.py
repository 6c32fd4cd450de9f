"""Settling an edition: put what the bureau's instruments set where the measure left it open.

The result is an edition like any other, checked by the same checker; what is not set stays open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from banfa.law.cite import Cite
from banfa.law.edition import Edition
from banfa.law.expressions import Fact, Share
from banfa.law.open_terms import Choice, OpenNumber
from banfa.law.rubric import Criterion, Dimension, SetCriterion
from banfa.law.scales import OpenCriteria, OpenScale, Scale, parse_scale
from banfa.law.values import rewrite, walk

OpenTerm = OpenNumber | Choice | OpenScale | OpenCriteria


class SettingError(ValueError):
    """A setting that the edition does not take. `key` is the open term's, the message a Chinese sentence."""

    def __init__(self, key: str, message: str) -> None:
        super().__init__(message)
        self.key = key


def open_terms(law: Any) -> dict[str, OpenTerm]:
    """Every open term of an edition, or of a part of one, by key, in reading order."""
    kinds = (OpenNumber, Choice, OpenScale, OpenCriteria)
    return {v.key: v for v in walk(law) if isinstance(v, kinds)}


def unset_terms(edition: Edition) -> tuple[OpenTerm, ...]:
    """The open terms of an edition, settled or not, that are still undetermined."""
    return tuple(v for v in open_terms(edition).values() if not (isinstance(v, OpenNumber) and v.is_set))


def settle(edition: Edition, settings: Mapping[str, Any]) -> Edition:
    """Set these open terms of an edition, by key: a whole number, an option, a scale, a list of criteria.

    Raises SettingError for an unknown key, a value out of bounds or of the wrong kind, sums that fail.
    """
    known = open_terms(edition)
    for key in settings:
        if key not in known:
            raise SettingError(key, f"本办法没有待定事项“{key}”；可设的有：{'、'.join(known)}")

    def put(value: Any) -> Any:
        match value:
            case OpenNumber(key=key) if key in settings:
                n = _check_whole(value, settings[key])
                return replace(value, low=n, high=n)
            case Choice(key=key) if key in settings:
                return _choose_option(value, settings[key])
            case Criterion(scale=OpenScale(key=key) as open_term) if key in settings:
                return replace(value, scale=_set_scale(value, open_term, settings[key]))
            case Dimension(open=OpenCriteria(key=key) as open_term) if key in settings:
                return replace(value, criteria=_set_criteria(value, open_term, settings[key]), open=None)
        return value

    settled: Edition = rewrite(edition, put)
    _check_sums(settled)
    return settled


def _check_whole(open_term: OpenNumber, value: Any) -> int:
    """Check that a value is a whole number within the open term's bounds. Raises SettingError."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise SettingError(open_term.key, f"{open_term.zh}须为整数（单位：{open_term.unit}）")
    if not open_term.low <= value <= open_term.high:
        span = f"{open_term.low}至{open_term.high}{open_term.unit}"
        raise SettingError(open_term.key, f"{open_term.zh}须在{span}之间，不能是{value}")
    return value


def _choose_option(open_term: Choice, key: Any) -> Any:
    """Find the value of the option of that key. Raises SettingError."""
    for option in open_term.options:
        if option.key == key:
            return option.value
    offered = "、".join(f"{o.key}（{o.zh}）" for o in open_term.options)
    raise SettingError(open_term.key, f"{open_term.zh}只能在{offered}中选择")


def _set_scale(criterion: Criterion, open_term: OpenScale, data: Any) -> Scale:
    """Make the scale that an instrument's data describes, for this criterion. Raises SettingError."""
    if not isinstance(data, dict):
        example = '{"tiers": [[0, 0], [1, 8]]}'
        raise SettingError(open_term.key, f"{criterion.zh}的评分标准须为对象，如 {example}")
    of, rest = _choose_figure(criterion.zh, open_term, data)
    return _make_scale(open_term.key, criterion.zh, criterion.full, of, rest)


def _make_scale(key: str, zh: str, full: int, of: Fact | Share, data: dict[str, Any]) -> Scale:
    """Make a scale that earns nothing below 0 and nothing above `full` points. Raises SettingError."""
    try:
        scale = parse_scale(of, data)
    except ValueError as error:
        raise SettingError(key, f"{zh}：{error}") from error
    if scale.least < 0 or scale.most > full:
        raise SettingError(key, f"{zh}：得分须在0至{full}分之间，现为{scale.least}至{scale.most}分")
    return scale


def _choose_figure(
    zh: str, open_term: OpenScale, data: dict[str, Any]
) -> tuple[Fact | Share, dict[str, Any]]:
    """Find what the scale is over, and the rest of its data: `measure` names one of several."""
    if not open_term.menu:
        return open_term.of, data
    for measured in open_term.menu:
        if measured.key == data.get("measure"):
            return measured.of, {k: v for k, v in data.items() if k != "measure"}
    offered = "、".join(f"{m.key}（{m.zh}）" for m in open_term.menu)
    raise SettingError(open_term.key, f"{zh}须以 measure 写明统计口径，可选：{offered}")


def _set_criteria(dimension: Dimension, open_term: OpenCriteria, data: Any) -> tuple[SetCriterion, ...]:
    """Make the criteria that an instrument's data lists, for this dimension. Raises SettingError."""
    if not isinstance(data, list) or not data:
        raise SettingError(open_term.key, f"{dimension.zh}的评价指标须为非空列表")
    return tuple(_set_criterion(dimension.cite, open_term, n, row) for n, row in enumerate(data, 1))


def _set_criterion(cite: Cite, open_term: OpenCriteria, n: int, row: Any) -> SetCriterion:
    """Make the n-th criterion of a dimension from its measure, full, scale and name. Raises SettingError."""
    match row:
        case {"measure": str(measure), "full": int(full), "scale": dict(scale), **rest} if (
            full > 0 and not isinstance(full, bool) and not rest.keys() - {"name"}
        ):
            menu = {m.key: m for m in open_term.menu}
            if measure not in menu:
                offered = "、".join(menu)
                raise SettingError(open_term.key, f"第{n}项指标的“{measure}”不在可用之列：{offered}")
            name = rest.get("name", menu[measure].zh)
            if isinstance(name, str):
                settled = _make_scale(open_term.key, f"第{n}项指标", full, menu[measure].of, scale)
                return SetCriterion(cite, n, name, full, settled)
    raise SettingError(open_term.key, f"第{n}项指标须有 measure、full（正整数）、scale，可有 name（文字）")


def _check_sums(edition: Edition) -> None:
    """Check joint constraints as far as their numbers are set. Raises SettingError."""
    numbers = {v.key: v for v in walk(edition) if isinstance(v, OpenNumber)} if edition.sums else {}
    for joint in edition.sums:
        parts = [numbers[k] for k in joint.keys]
        low, high = sum(p.low for p in parts), sum(p.high for p in parts)
        if not low <= joint.total <= high:
            names = "、".join(p.zh for p in parts)
            now = f"{low}" if low == high else f"{low}至{high}"
            raise SettingError(joint.keys[0], f"{names}之和须为{joint.total}，现为{now}")
