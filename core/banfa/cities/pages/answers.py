"""What the names that an outline uses mean, in Chinese: rules, records, findings, steps, open terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banfa.cities.builtins import RECORDS, TRANSITIONS
from banfa.cities.catalogue import CATALOGUE
from banfa.cities.checks.answers import list_routes, list_rules
from banfa.law import Edition, OpenDate, RecordKind, open_terms, walk

if TYPE_CHECKING:
    from banfa.cities.profile import Profile


def answers_in_chinese(profile: Profile, edition: Edition) -> dict[str, str]:
    """Every name that can answer a provision (`record:survey`, `clause:12.5`) to its Chinese words."""
    dates = {value.key: value for value in walk(edition) if isinstance(value, OpenDate)}
    terms = {**open_terms(edition), **dates}
    by_kind = {
        "record": {**RECORDS, **{kind.key: _describe_record(kind) for kind in profile.record_kinds}},
        "transition": TRANSITIONS,
        "finding": profile.finding_kinds,
        "contract_finding": profile.contract_finding_kinds,
        "verification": profile.verification_kinds,
        "route": {route.cite.key: route.zh for route in list_routes(profile, edition)},
        "notice": {notice.key: notice.title for notice in profile.notices},
        "fact": {name: fact.zh for name, fact in CATALOGUE.items()},
        "term": {key: getattr(term, "zh", str(term)) for key, term in terms.items()},
    }
    rules = {name: str(getattr(rule, "zh", "")) for name, _, rule in list_rules(edition)}
    return rules | {f"{kind}:{key}": words for kind, names in by_kind.items() for key, words in names.items()}


def _describe_record(kind: RecordKind) -> str:
    fields = "、".join(field.zh for field in kind.fields)
    return f"{kind.zh}：{fields}" if fields else kind.zh
