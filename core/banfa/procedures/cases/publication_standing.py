"""Whether what is shown, or about to be, still has a remedy behind it that stands as it was reviewed.

The notice board shows no more than this, nothing else is posted, and what no longer stands is taken down.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import and_, bindparam, exists, func, or_

from banfa.database.tenancy import select
from banfa.errors import Conflict
from banfa.ledger.entries.tables import stands
from banfa.ledger.kinds.decisions import WITHDRAWAL, Decision
from banfa.procedures.cases.proceeding_rows import OVERTURNED, Proceeding
from banfa.procedures.cases.publication_rows import BEFORE, TO_SHOW, Publication
from banfa.procedures.cases.remedies import APART, HOLDING, UNDONE, CaseRemedy

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, FromClause

    from banfa.trust.unit import Unit

p, m, d, g = Publication.c, CaseRemedy.c, Decision.c, Proceeding.c
_later: Final = Decision.alias("withdrawal")
_withdrawals: Final = (_later.c.about_id == m.decision_id, _later.c.kind == WITHDRAWAL, stands(_later))
_withdrawn: Final = select(_later.c.entry_id).where(*_withdrawals).correlate(CaseRemedy.rows)
_overturnings: Final = (
    g.case_id == p.case_id,
    g.state.in_(("overturned", "ended")),
    g.result.in_(OVERTURNED),
)
_overturned: Final = select(g.id).where(*_overturnings).correlate(Publication.rows)
_cites: Final = func.coalesce(func.nullif(func.array_to_string(m.cites, APART), ""), m.cite)
"""The provisions of a remedy as the ledger writes them: all that carry it, not the first alone."""
_as_decided: Final = and_(
    *(d[name] == m[name] for name in ("provider_id", "kind", "edition")),
    d.cite == _cites,
    ~exists(_withdrawn),
)
_intended: Final = and_(m.decision_id.is_(None), m.state.not_in(HOLDING), p.form == BEFORE)
STANDS: Final[ColumnElement[bool]] = and_(
    m.state.not_in(UNDONE), or_(func.coalesce(_as_decided, False), _intended), ~exists(_overturned)
)
"""Of a row of `SHOWN`: a 公示 while the remedy is intended, anything else of a decision that works."""
SHOWN: Final[FromClause] = Publication.rows.join(CaseRemedy.rows, m.id == p.remedy_id).outerjoin(
    Decision.rows, (d.entry_id == m.decision_id) & stands(Decision.rows)
)
FALLEN: Final[ColumnElement[bool]] = or_(
    m.state.in_(UNDONE),
    exists(_overturned),
    and_(m.decision_id.is_not(None), ~func.coalesce(_as_decided, False)),
)
"""Of a row of `SHOWN`: its remedy is not taken, or its decision was annulled, withdrawn or recorded anew."""
WAITS: Final[ColumnElement[bool]] = or_(
    p.state.in_(TO_SHOW), and_(p.state == "posted", or_(p.until.is_not(None), FALLEN))
)
"""Of a row of `SHOWN`: it is still to be shown, or to be taken down, once its days are over or at once."""
FALLEN_ON: Final = func.coalesce(
    select(func.min(g.ended_on)).where(*_overturnings).correlate(Publication.rows).scalar_subquery(),
    select(func.min(_later.c.decided_on)).where(*_withdrawals).correlate(CaseRemedy.rows).scalar_subquery(),
    p.posted_on,
)
"""Since when what is shown has nothing behind it; of a remedy that is not taken the day it was posted."""
_STANDING: Final = select(p.id).select_from(SHOWN).where(p.id == bindparam("row_id"), STANDS)


def check_standing(unit: Unit, row: Publication) -> None:
    """Check that what is to be shown has a remedy behind it that stands.

    Raises Conflict (`not_in_effect`).
    """
    if unit.execute(_STANDING, row_id=row.id).first() is not None:
        return
    message = "决定生效之后、被撤回或者撤销之前才能发布。"
    if row.form == BEFORE:
        message = "拟作的决定已经作出或者不再作出，不能再公示；已作出的请另拟公布。"
    raise Conflict("not_in_effect", message)
