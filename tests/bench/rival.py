"""The same quarter in openfisca-core, as a careful author would write it: a variable a criterion."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from openfisca_core import periods, variables
from openfisca_core.entities import Entity
from openfisca_core.simulations import Simulation, SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.taxscales import SingleAmountTaxScale

from tests.bench.quarter import BANDS, CRITERIA, Columns, Spec

PERIOD = "2026"
Formula = Callable[..., Any]


def system() -> TaxBenefitSystem:
    """A tax and benefit system whose persons are providers."""
    provider = Entity("provider", "providers", "", "")
    made = TaxBenefitSystem([provider])

    def variable(name: str, kind: type, formula: Formula | None = None) -> None:
        body = {
            "value_type": kind,
            "entity": provider,
            "definition_period": periods.DateUnit.YEAR,
            "label": name,
        }
        made.add_variable(type(name, (variables.Variable,), body | ({"formula": formula} if formula else {})))

    for spec in CRITERIA:
        for name in facts(spec):
            variable(name, int)
        variable(f"points_{spec.key}", float, criterion(spec))
    variable("total", float, total)
    variable("rank", int, rank)
    variable("grade", int, grade)
    return made


def facts(spec: Spec) -> tuple[str, ...]:
    return (f"{spec.key}_num", f"{spec.key}_den") if spec.share else (spec.key,)


def criterion(spec: Spec) -> Formula:
    scale = SingleAmountTaxScale()
    for at, points in spec.figures:
        scale.add_bracket(at / 100 if spec.share else at, float(points))
    first, last = (at / 100 if spec.share else at for at in (spec.figures[0][0], spec.figures[-1][0]))

    def formula(provider: Any, period: Any) -> Any:
        if spec.share:
            num, den = provider(f"{spec.key}_num", period), provider(f"{spec.key}_den", period)
            x = num / np.maximum(den, 1)
        else:
            x = provider(spec.key, period)
        if spec.kind == "tiers":
            points = scale.calc(x)
        else:
            points = np.clip((x - first) / (last - first), 0, 1) * spec.most
        if spec.share:
            points = np.where(den > 0, points, 0)
        return np.floor(points * 100 + 0.5) / 100

    return formula


def total(provider: Any, period: Any) -> Any:
    return sum(provider(f"points_{spec.key}", period) for spec in CRITERIA)


def rank(provider: Any, period: Any) -> Any:
    points = provider("total", period)
    return len(points) + 1 - np.searchsorted(np.sort(points), points, side="right")


def grade(provider: Any, period: Any) -> Any:
    points, place = provider("total", period), provider("rank", period)
    codes = np.zeros(len(points), np.int32)
    placed = np.zeros(len(points), bool)
    for _, floor, share in BANDS[:-1]:
        last = placed.sum() + np.floor(len(points) * share / 100 + 0.5)
        placed |= (points >= floor) & (place <= last)
        codes += ~placed
    return codes


def simulation(made: TaxBenefitSystem, columns: Columns) -> Simulation:
    """A simulation whose inputs are set: the work that is timed is `calculate`."""
    n = len(next(iter(columns.values())))
    simulated = SimulationBuilder().build_default_simulation(made, n)
    for name, values in columns.items():
        simulated.set_input(name, PERIOD, values.astype(np.int32))
    return simulated
