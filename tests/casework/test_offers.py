"""What a page offers is what would be taken: every act on everything that walks reach, by each person."""

from __future__ import annotations

from collections import Counter

import pytest

from banfa.errors import BanfaError
from banfa.trust.permissions import PERMISSIONS
from banfa.web.casework.declared import list_offers
from banfa.web.casework.resources import RESOURCES
from tests.casework.desk import PEOPLE
from tests.casework.saying import say
from tests.casework.walks import Walk

pytestmark = pytest.mark.long

WALKS, STEPS = 6, 40
NEVER = {
    *("wrong_state", "case_not_open", "same_person", "recused", "not_issued", "edition_not_in_force"),
    *("publication_not_provided", "reading_open", "hearing_not_needed", "term_runs", "term_over"),
    *("remedies_running", "remedies_missing", "approval_waiting", "served_before", "remedy_has_paper"),
}
"""For these nothing that a page offers is rejected; a scan that is missing, or what was typed, may be."""


def try_offers(walk, tried, rejected):
    """Take what is offered and was not tried yet in such a state, leaving nothing."""
    for (name, row_id), row in walk.rows.items():
        for person, role in PEOPLE.items():
            with walk.desk.unit(person, read_only=True) as unit:
                offers = list_offers(unit, walk.desk.profile, RESOURCES[name], row)
            for offer in offers:
                what = (offer.act.name, row.state, role, offer.obstacle is None)
                if offer.obstacle is not None:
                    tried[what] += 1
                elif PERMISSIONS[role, offer.act.action] is not None and not tried[what]:
                    tried[what] += 1
                    codes = take(walk, name, row_id, offer, person)
                    rejected |= {(offer.act.name, row.state, code) for code in codes}


def take(walk, name, row_id, offer, person):
    """Take an act and undo it; gives the code for which it was rejected."""
    try:
        with walk.desk.undone(person) as unit:
            body = say(unit, offer.act.name, row_id)
            if offer.act.name == "draft_publication":
                return []
            walk.desk.perform(unit, offer.act.name, row_id, body)
    except BanfaError as error:
        return [error.code]
    return []


def test_what_is_offered_would_be_taken(make_desk):
    desk = make_desk("liuzhou")
    taken: Counter[str] = Counter()
    tried: Counter[tuple[str, str, str, bool]] = Counter()
    rejected: set[tuple[str, str, str]] = set()
    for seed in range(WALKS):
        walk = Walk(desk, seed, taken)
        for _ in range(STEPS):
            walk.go_on()
            try_offers(walk, tried, rejected)
    assert {what for what in rejected if what[2] in NEVER} == set()
    assert sum(offered for *_, offered in tried) > 20
    assert sum(not offered for *_, offered in tried) > 10
