"""Guards of this room that no other test tries by hand: see `make sabotage`."""

from __future__ import annotations

from dataclasses import replace

from banfa.procedures.rounds.objections import MAX_FILED
from tests.procedures.quarter import Quarter


def test_a_provider_files_so_many_objections_and_no_more(xiamen, refused):
    """The bureau may still file for it what it has brought in writing."""
    xiamen.quarter = Quarter(xiamen)
    xiamen.quarter.add("甲")
    provider_id = xiamen.quarter.ids["甲"]
    xiamen.set_all()
    xiamen.complete()
    round_id = xiamen.open()
    xiamen.published(round_id)
    officer = xiamen.people["王敏"]
    xiamen.people["王敏"] = replace(officer, role="provider", provider_id=provider_id)
    for _ in range(MAX_FILED):
        xiamen.withdraw(xiamen.object(round_id, provider_id), provider_id=provider_id)
    with refused(xiamen, "objections_exhausted"):
        xiamen.object(round_id, provider_id)
    xiamen.people["王敏"] = officer
    xiamen.object(round_id, provider_id)
