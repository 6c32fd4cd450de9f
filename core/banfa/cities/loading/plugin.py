"""Compiles a plugin into a profile: are its hooks marked and known, do they answer what they should?"""

from __future__ import annotations

import inspect
import traceback
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

import pluggy

import banfa
from banfa.cities import hookspecs
from banfa.cities.problems import CityUnavailable, Problem
from banfa.cities.profile import Profile
from banfa.law import AdmissionRoute, Category, City, Edition, Industry, Notice, RecordKind, TaskBookDuty

if TYPE_CHECKING:
    from collections.abc import Iterator

ANSWER_TYPES: Final[dict[str, type]] = {
    "editions": Edition,
    "categories": Category,
    "industries": Industry,
    "record_kinds": RecordKind,
    "worked_cases": Path,
    "notices": Notice,
    "admission_routes": AdmissionRoute,
    "task_books": TaskBookDuty,
}
"""What each hook answers with a tuple of; `city` answers one City."""
HOOKS: Final = ("city", *ANSWER_TYPES)
HOOK_ATTRIBUTE: Final = f"{hookspecs.PROJECT}_impl"
BANFA_DIRECTORY: Final = Path(banfa.__file__).parent


def compile_plugin(plugin: object, name: str) -> Profile:
    """Make the profile a plugin describes, its law not yet checked. Raises CityUnavailable."""
    shape = list(shape_problems(plugin, name))
    if shape:
        raise CityUnavailable(name, tuple(shape))
    manager = pluggy.PluginManager(hookspecs.PROJECT)  # one per city: never another city's rules
    manager.add_hookspecs(hookspecs)
    manager.register(plugin, name)
    problems: list[Problem] = []
    answers = {hook: _call_hook(manager, hook, name, problems) for hook in HOOKS}
    if problems:
        raise CityUnavailable(name, tuple(problems))
    answers["cases"] = answers.pop("worked_cases")
    return Profile(**answers)


def shape_problems(plugin: object, name: str) -> Iterator[Problem]:
    """Problems of the plugin before any hook is called."""
    if inspect.isclass(plugin):
        yield Problem(
            name,
            "plugin-is-class",
            f"入口点指向类 {plugin.__name__}，而不是模块或实例",
            "让入口点指向模块，钩子写成模块里的函数；或指向该类的一个实例",
        )
        return
    for attribute, value in sorted(_members(plugin)):
        marked = hasattr(value, HOOK_ATTRIBUTE)
        if marked and attribute not in HOOKS:
            yield Problem(
                name,
                "unknown-hook",
                f"{attribute} 带有 @hook 标记，但没有这个钩子",
                f"改为下列之一，或去掉标记：{'、'.join(HOOKS)}",
            )
        elif attribute in HOOKS and not marked:
            yield Problem(
                name,
                "forgotten-hook",
                f"函数 {attribute} 与钩子同名而没有 @hook 标记，不会被调用",
                f"from banfa.law import hook，并在 def {attribute} 上一行写 @hook",
            )
        elif marked and _takes_arguments(value):
            yield Problem(
                name,
                "hook-arguments",
                f"钩子 {attribute} 带有参数",
                f"写成 def {attribute}()：钩子不接受参数",
            )
    for required in hookspecs.REQUIRED:
        if not callable(getattr(plugin, required, None)):
            yield Problem(
                name,
                "missing-hook",
                f"没有钩子 {required}",
                f"写一个带 @hook 的函数 {required}，例子见 banfa.cities.hookspecs.{required}",
            )


def _members(plugin: object) -> Iterator[tuple[str, Any]]:
    """What could be a hook: functions and methods by name, those that a module imports included."""
    names = vars(plugin) if isinstance(plugin, ModuleType) else dir(plugin)
    for attribute in names:
        value = getattr(plugin, attribute, None)
        if inspect.isroutine(value) and not attribute.startswith("__"):
            yield attribute, value


def _takes_arguments(function: Any) -> bool:
    """Whether calling it without arguments would fail, or be incomplete."""
    return bool(inspect.signature(function).parameters)


def _call_hook(manager: pluggy.PluginManager, hook: str, name: str, problems: list[Problem]) -> Any:
    """Call the hook; what is wrong with its answer goes into `problems`."""
    try:
        answer = getattr(manager.hook, hook)()
    except Exception as error:  # noqa: BLE001 - whatever a plugin raises is its problem, not ours
        problems.append(
            Problem(
                name,
                "hook-raises",
                f"钩子 {hook} 出错：{type(error).__name__}: {error}",
                f"在仓库里运行该函数，改正后再试；出错处：{locate_error(error)}",
            )
        )
        return None
    if hook == "city":
        wrong = None if isinstance(answer, City) else f"应返回一个 City，实为 {type(answer).__name__}"
    else:
        answer = () if answer is None and hook not in hookspecs.REQUIRED else answer
        wrong = _tuple_mistake(answer, ANSWER_TYPES[hook])
    if wrong:
        example = f"例子见 banfa.cities.hookspecs.{hook}"
        problems.append(Problem(name, "wrong-return", f"钩子 {hook} {wrong}", f"改返回值；{example}"))
    return answer


def _tuple_mistake(answer: Any, kind: type) -> str | None:
    """Say why this is no tuple of that kind; None where it is."""
    if not isinstance(answer, tuple):
        return f"应返回 {kind.__name__} 的元组，实为 {type(answer).__name__}"
    for n, value in enumerate(answer, 1):
        if not isinstance(value, kind):
            return f"返回的第{n}个应为 {kind.__name__}，实为 {type(value).__name__}"
    return None


def locate_error(error: BaseException) -> str:
    """Find file and line of the plugin where it went wrong; what it called of ours stands further down."""
    calls = [(Path(f.filename), f.lineno) for f in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, SyntaxError) and error.filename:
        calls.append((Path(error.filename), error.lineno))
    theirs = [(path, line) for path, line in calls if path.is_absolute() and not _is_ours(path)]
    for path, line in (theirs or calls)[-1:]:
        return f"{path.parent.name}/{path.name} 第{line}行"
    return "不明"


def _is_ours(path: Path) -> bool:
    """Whether it is a file of Banfa, or of what imports plugins for it."""
    return path.is_relative_to(BANFA_DIRECTORY) or path.parent.name == "importlib"
