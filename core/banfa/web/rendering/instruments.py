"""Instruments, and open terms with what they are set to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from banfa.law import Choice, OpenCriteria, OpenNumber, OpenScale
from banfa.web.rendering.values import render_cite

if TYPE_CHECKING:
    from banfa.procedures.instruments.instrument import InForce, Instrument
    from banfa.procedures.instruments.open_terms import TermState, TermStates


def render_instrument(instrument: Instrument) -> dict[str, Any]:
    """Give an instrument as recorded."""
    body = msgspec.to_builtins(instrument.body)
    return {
        "id": instrument.id,
        "kind": instrument.kind,
        "edition": instrument.edition,
        "version": instrument.version,
        "document_no": instrument.document_no,
        "issuer": instrument.issuer,
        "issued_on": instrument.issued_on,
        "document_class": instrument.document_class,
        "published_on": instrument.published_on,
        "published_in": instrument.published_in,
        "valid_until": instrument.valid_until,
        "body": {name: value for name, value in body.items() if name not in {"kind", "law"}},
        "recorded_by": instrument.recorded_by,
        "recorded_at": instrument.recorded_at,
    }


def render_terms(states: TermStates) -> dict[str, Any]:
    """Give every open term of an edition, and the document that put the edition in force."""
    return {
        "edition": states.edition,
        "in_force": _render_in_force(states.in_force) if states.in_force else None,
        "terms": [_render_term(state) for state in states.terms],
    }


def _render_in_force(in_force: InForce) -> dict[str, Any]:
    return {
        "document_no": in_force.document_no,
        "commencement": in_force.since,
        "end": in_force.until,
    }


def _render_term(state: TermState) -> dict[str, Any]:
    """Give one open term as data that a form could be made from."""
    return {
        "key": state.term.key,
        "zh": state.zh,
        **render_cite(state.cite),
        **_render_choices(state),
        "set": state.document_no is not None,
        "value": state.value,
        "document_no": state.document_no,
        "applies_from": state.applies_from,
    }


def _render_choices(state: TermState) -> dict[str, Any]:
    match state.term:
        case OpenNumber() as term:
            near = str(term.near) if term.near else None
            return {"kind": "number", "unit": term.unit, "low": term.low, "high": term.high, "near": near}
        case Choice() as term:
            options = [{"key": option.key, "zh": option.zh} for option in term.options]
            return {"kind": "reading" if term.reading else "choice", "options": options}
        case OpenScale() as term:
            return {"kind": "scale", "measures": str(term.of), "full": state.full}
        case OpenCriteria() as term:
            return {"kind": "criteria", "menu": [{"key": item.key, "zh": item.zh} for item in term.menu]}
