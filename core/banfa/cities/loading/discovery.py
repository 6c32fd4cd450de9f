"""Finding cities: the entry points of the group `banfa.cities`, each loaded by itself and within bounds."""

from __future__ import annotations

import threading
from collections import Counter
from importlib.metadata import EntryPoint, entry_points
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from banfa.cities.checks.run import check_city
from banfa.cities.loading.plugin import compile_plugin, locate_error
from banfa.cities.pages.sources import locate_problems
from banfa.cities.problems import CityUnavailable, Problem
from banfa.cities.profile import Profile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

GROUP: Final = "banfa.cities"
LOAD_TIMEOUT_S: Final = 20.0
"""Seconds a city may take to be loaded and checked; half a second is usual."""


class Cities:
    """The cities of this installation: profiles of those that load, problems of those that do not."""

    def __init__(self, profiles: Mapping[str, Profile], failing: Mapping[str, tuple[Problem, ...]]) -> None:
        self._profiles = MappingProxyType(dict(profiles))
        self._failing = MappingProxyType(dict(failing))

    def names(self) -> tuple[str, ...]:
        """Every installed city, loading or not, in order."""
        return tuple(sorted({*self._profiles, *self._failing}))

    def profile(self, name: str) -> Profile:
        """The city's profile. Raises CityUnavailable where it does not load or is not installed."""
        if name in self._profiles:
            return self._profiles[name]
        raise CityUnavailable(name, self.problems(name))

    def problems(self, name: str) -> tuple[Problem, ...]:
        """Why the city does not load; empty where it does."""
        if name in self._profiles:
            return ()
        return self._failing.get(name, (not_installed_problem(name, self.names()),))


def not_installed_problem(name: str, others: Iterable[str]) -> Problem:
    """Make the problem that no package offers this city."""
    return Problem(
        name,
        "not-installed",
        "没有安装这个城市的插件",
        f"安装提供入口点 {GROUP} {name} 的软件包；现有：{'、'.join(others) or '无'}",
    )


def find_entry_points() -> tuple[EntryPoint, ...]:
    """Find the entry points of all installed cities, in order of name."""
    return tuple(sorted(entry_points(group=GROUP), key=lambda e: (e.name, e.value)))


def load_cities(
    points: Iterable[EntryPoint] | None = None,
    *,
    timeout_s: float = LOAD_TIMEOUT_S,
    known: Mapping[str, tuple[Problem, ...]] = MappingProxyType({}),
) -> Cities:
    """Load and check every city. What fails is reported by `Cities`, never raised.

    Of a city in `known` it is known already what is wrong: it is not loaded where something is, and not
    checked again where nothing is.
    """
    points = find_entry_points() if points is None else tuple(points)
    times = Counter(e.name for e in points)
    profiles: dict[str, Profile] = {}
    failing = {name: problems for name, problems in known.items() if problems}
    for point in points:
        if point.name in failing:
            continue
        if times[point.name] > 1:
            failing[point.name] = (duplicate_problem([e for e in points if e.name == point.name]),)
            continue
        try:
            profiles[point.name] = load_entry(point, timeout_s=timeout_s, check=point.name not in known)
        except CityUnavailable as error:
            failing[point.name] = error.problems
    return Cities(profiles, failing)


def duplicate_problem(points: Sequence[EntryPoint]) -> Problem:
    """Make the problem that several packages offer a city of this name: nobody can tell which is meant."""
    name = points[0].name
    offered = "、".join(f"{p.value}（软件包 {p.dist.name}）" if p.dist else p.value for p in points)
    return Problem(
        name,
        "duplicate-city",
        f"有{len(points)}个插件都叫“{name}”：{offered}",
        "卸载其中之一，或在它的 pyproject.toml 里给入口点和 City 换一个名字",
    )


def load_entry(
    point: EntryPoint, *, timeout_s: float = LOAD_TIMEOUT_S, check: bool = True, cases: bool = True
) -> Profile:
    """Load one city by its entry point. Raises CityUnavailable."""
    return load_within(
        lambda: load_plugin(point.load(), point.name, check=check, cases=cases, module=point.module),
        point.name,
        timeout_s,
    )


def load_plugin(
    plugin: object, name: str, *, check: bool = True, cases: bool = True, module: str = ""
) -> Profile:
    """Load a module or object with hooks, and check it. Raises CityUnavailable with every problem found.

    Without `cases` its law is checked and not its worked cases: for those who are still writing them. Of a
    named `module` the problems tell file and line.
    """
    profile = compile_plugin(plugin, name)
    wrong = tuple(check_city(profile, name, cases=cases)) if check else ()
    if wrong:
        raise CityUnavailable(name, tuple(locate_problems(wrong, module)))
    return profile


def load_within(work: Callable[[], Profile], name: str, timeout_s: float) -> Profile:
    """Load in a thread of its own, for at most so many seconds; whatever goes wrong is a CityUnavailable.

    A thread that hangs cannot be ended; it is a daemon and holds nothing but its own module.
    """
    outcome: dict[str, Any] = {}

    def run() -> None:
        try:
            outcome["profile"] = work()
        except BaseException as error:  # noqa: BLE001 - a plugin may raise anything, SystemExit included
            outcome["error"] = error

    thread = threading.Thread(target=run, name=f"city-{name}", daemon=True)
    thread.start()
    thread.join(timeout_s)
    match outcome:
        case {"profile": Profile() as profile}:
            return profile
        case {"error": CityUnavailable() as error}:
            raise error
        case {"error": BaseException() as error}:
            raise CityUnavailable(name, (_import_problem(name, error),)) from error
    raise CityUnavailable(name, (timeout_problem(name, timeout_s),))


def _import_problem(name: str, error: BaseException) -> Problem:
    """Make a problem of what the plugin raised while it was being imported."""
    return Problem(
        name,
        "import-fails",
        f"装载时出错：{type(error).__name__}: {error}（{locate_error(error)}）",
        "在装有 Banfa 的环境里 import 该模块，按错误改正",
    )


def timeout_problem(name: str, timeout_s: float) -> Problem:
    """Make the problem that the plugin did not finish."""
    return Problem(
        name,
        "import-hangs",
        f"装载超过{timeout_s:g}秒没有完成",
        "插件只构造值：去掉模块顶层和钩子里的等待、网络、读库和死循环",
    )
