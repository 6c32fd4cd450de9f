"""The promises of a city as a class of tests: subclass it, name the city, and it is held to all of them."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

import pytest

from banfa.cities.loading.discovery import (
    LOAD_TIMEOUT_S,
    duplicate_problem,
    find_entry_points,
    load_plugin,
    load_within,
    not_installed_problem,
)
from banfa.cities.loading.isolated_load import probe_city
from banfa.cities.mutation.run import mutate, read_survivors, survivor_problems
from banfa.cities.problems import CityUnavailable, Problem
from banfa.cities.text.provisions import read_official_text
from banfa.cities.text.verify import verify
from banfa.cities.text.waivers import apply_waivers, read_waivers
from banfa.testing import promises

if TYPE_CHECKING:
    from collections.abc import Iterable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from importlib.metadata import EntryPoint

    from banfa.cities.profile import Profile

RUN_CITY: Final = "import sys; from banfa.cli.main import main; main(['city', 'run', sys.argv[1]])"
"""The kit itself is offline: what needs servers is a command of its own."""
RUN_TIMEOUT_S: Final = 600.0


def _fail_with(problems: Iterable[Problem]) -> None:
    """Fail with all that is wrong, one to a line, each with its mend."""
    messages = list(dict.fromkeys(problems))
    if messages:
        pytest.fail("\n".join(map(str, messages)), pytrace=False)


@cache
def _deadly_problems(name: str) -> tuple[Problem, ...]:
    """What of a city would end the tests, or never let them end: found out in another process."""
    return tuple(p for p in probe_city(name) if p.rule in {"import-crashes", "import-hangs"})


@cache
def _compile_city(point: EntryPoint) -> Profile:
    """The city's profile, made once. Fails with what is wrong where it cannot be."""
    try:
        return load_within(
            lambda: load_plugin(point.load(), point.name, check=False), point.name, LOAD_TIMEOUT_S
        )
    except CityUnavailable as error:
        _fail_with(error.problems)
        raise


class CityConformance:
    """Set `city` in a subclass. With `official_text`, a file, the law is verified against it as well."""

    city: ClassVar[str] = ""
    official_text: ClassVar[str | Path | None] = None

    @pytest.fixture
    def point(self, request: pytest.FixtureRequest) -> EntryPoint:
        """The city's entry point. Fails where it is not installed, or twice."""
        name = self.city or request.config.getoption("--city")
        if not name:
            pytest.skip("name a city: --city NAME, or the class attribute `city`")
        points = [p for p in find_entry_points() if p.name == name]
        if not points:
            _fail_with([not_installed_problem(name, sorted({p.name for p in find_entry_points()}))])
        if len(points) > 1:
            _fail_with([duplicate_problem(points)])
        _fail_with(_deadly_problems(name))
        return points[0]

    @pytest.fixture
    def profile(self, point: EntryPoint) -> Profile:
        """The city compiled, its law not yet judged."""
        return _compile_city(point)

    def test_loads_alone(self, point: EntryPoint) -> None:
        """It loads by itself, within bounds, and brings no other city with it."""
        _fail_with(promises.loads_alone(point))

    def test_hooks_are_known_and_marked(self, point: EntryPoint) -> None:
        """Each hook carries the marker, and each marked function is a hook."""
        _fail_with(promises.hooks_are_marked(point.load(), point.name))

    def test_outline_is_complete_and_answered(self, profile: Profile) -> None:
        """Each provision is dealt with by something that exists."""
        _fail_with(promises.outline_is_answered(profile))

    def test_editions_neither_overlap_nor_gap(self, profile: Profile) -> None:
        """On each day of dated editions exactly one is in force."""
        _fail_with(promises.editions_adjoin(profile))

    def test_every_total_has_exactly_one_grade(self, profile: Profile) -> None:
        """From nothing to full points, bonus included."""
        _fail_with(promises.totals_have_one_grade(profile))

    def test_every_category_reaches_its_rules(self, profile: Profile) -> None:
        """No category is without rules, no rule without providers."""
        _fail_with(promises.categories_reach_rules(profile))

    def test_readings_are_total(self, profile: Profile) -> None:
        """Each option can be set, judged and explained, and none at all as well."""
        _fail_with(promises.readings_are_total(profile))

    def test_templates_render(self, profile: Profile) -> None:
        """Filled in, no document has anything left to fill in."""
        _fail_with(promises.templates_render(profile))

    def test_reads_no_clock_network_or_float(self, point: EntryPoint, profile: Profile) -> None:
        """The same plugin says the same law everywhere and always."""
        _fail_with(promises.is_pure(profile, point.module))

    def test_cases_are_present_and_pass(self, profile: Profile) -> None:
        """Each rule and number has its case, and the law says what the cases expect."""
        _fail_with(promises.cases_pass(profile))

    def test_cases_kill_every_mutant(self, profile: Profile) -> None:
        """Each mutant of the law is killed by a case, or listed with its reason."""
        reports = [mutate(profile, edition) for edition in profile.editions]
        _fail_with(survivor_problems(reports, read_survivors(profile), profile.city.key))

    def test_law_is_what_the_official_text_says(
        self, profile: Profile, request: pytest.FixtureRequest
    ) -> None:
        """Where the text is at hand."""
        path = self.official_text or request.config.getoption("--official-text")
        if path is None or not Path(path).is_file():
            pytest.skip("the official text is not at hand: --official-text FILE")
        text = read_official_text(Path(path))
        problems = verify(profile.latest, text, city=profile.city.key).problems
        _fail_with(apply_waivers(problems, read_waivers(profile), profile.city.key))

    def test_runs_to_published_grades_and_a_watch(
        self, point: EntryPoint, request: pytest.FixtureRequest
    ) -> None:
        """Where asked for: in a process of its own, on servers of its own, with a made-up ledger."""
        if not request.config.getoption("--run-city"):
            pytest.skip("needs servers: --run-city")
        done = subprocess.run(  # noqa: S603 - our own interpreter and command
            [sys.executable, "-c", RUN_CITY, point.name],
            capture_output=True,
            check=False,
            encoding="utf-8",
            timeout=RUN_TIMEOUT_S,
        )
        if done.returncode:
            pytest.fail(f"{done.stdout}\n{done.stderr}", pytrace=False)
