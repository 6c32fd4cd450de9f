"""Finding cities: the entry points of the group `banfa.cities`, each loaded by itself and within bounds."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from importlib.metadata import EntryPoint, entry_points
from types import MappingProxyType
from typing import Any

from .checking import problems
from .plugin import compile_plugin, place
from .problems import CityUnavailable, Problem
from .profile import Profile

GROUP = "banfa.cities"
PATIENCE = 20.0
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
        return self._failing.get(name, (not_installed(name, self.names()),))


def not_installed(name: str, others: Iterable[str]) -> Problem:
    """No package offers this city."""
    return Problem(
        name,
        "not-installed",
        "没有安装这个城市的插件",
        f"安装提供入口点 {GROUP} {name} 的软件包；现有：{'、'.join(others) or '无'}",
    )


def installed() -> tuple[EntryPoint, ...]:
    """The entry points of all installed cities, in order of name."""
    return tuple(sorted(entry_points(group=GROUP), key=lambda e: (e.name, e.value)))


def load_cities(found: Iterable[EntryPoint] | None = None, *, patience: float = PATIENCE) -> Cities:
    """Load and check every city. What fails is reported by `Cities`, never raised."""
    found = installed() if found is None else tuple(found)
    times = Counter(e.name for e in found)
    profiles: dict[str, Profile] = {}
    failing: dict[str, tuple[Problem, ...]] = {}
    for point in found:
        if times[point.name] > 1:
            failing[point.name] = (duplicate(point.name, [e.value for e in found if e.name == point.name]),)
            continue
        try:
            profiles[point.name] = load_entry(point, patience=patience)
        except CityUnavailable as error:
            failing[point.name] = error.problems
    return Cities(profiles, failing)


def duplicate(name: str, values: list[str]) -> Problem:
    """Two packages offer a city of this name."""
    return Problem(
        name,
        "duplicate-city",
        f"有{len(values)}个插件都叫“{name}”：{'、'.join(values)}",
        "卸载其中之一，或在它的 pyproject.toml 里给入口点和 City 换一个名字",
    )


def load_entry(point: EntryPoint, *, patience: float = PATIENCE, cases: bool = True) -> Profile:
    """One city by its entry point. Raises CityUnavailable."""
    return bounded(lambda: load_plugin(point.load(), point.name, cases=cases), point.name, patience)


def load_plugin(plugin: object, name: str, *, check: bool = True, cases: bool = True) -> Profile:
    """The profile of a module or object with hooks, checked. Raises CityUnavailable with every problem found.

    Without `cases` its law is checked and not its worked cases: for those who are still writing them.
    """
    profile = compile_plugin(plugin, name)
    found = tuple(problems(profile, name, cases=cases)) if check else ()
    if found:
        raise CityUnavailable(name, found)
    return profile


def bounded(work: Callable[[], Profile], name: str, patience: float) -> Profile:
    """Do it in a thread of its own, for at most so many seconds; whatever goes wrong is a CityUnavailable.

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
    thread.join(patience)
    match outcome:
        case {"profile": Profile() as profile}:
            return profile
        case {"error": CityUnavailable() as error}:
            raise error
        case {"error": BaseException() as error}:
            raise CityUnavailable(name, (import_failed(name, error),)) from error
    raise CityUnavailable(name, (too_slow(name, patience),))


def import_failed(name: str, error: BaseException) -> Problem:
    """The plugin raised while it was being imported."""
    return Problem(
        name,
        "import-fails",
        f"装载时出错：{type(error).__name__}: {error}（{place(error)}）",
        "在装有 Banfa 的环境里 import 该模块，按错误改正",
    )


def too_slow(name: str, patience: float) -> Problem:
    """The plugin did not finish."""
    return Problem(
        name,
        "import-hangs",
        f"装载超过{patience:g}秒没有完成",
        "插件只构造值：去掉模块顶层和钩子里的等待、网络、读库和死循环",
    )
