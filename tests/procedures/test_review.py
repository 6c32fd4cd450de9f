"""Approvals: by others than computed it, as many as internal procedure asks for, of this computation."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from banfa.trust.persons import change_person
from banfa.trust.tenants import operator
from banfa.trust.tokens import issue_token
from banfa.trust.unit import unit_of_work
from tests.procedures.quarter import Quarter


@pytest.fixture
def office(xiamen):
    quarter = Quarter(xiamen)
    quarter.add("甲")
    xiamen.set_all(steps=2)
    xiamen.complete()
    xiamen.ids = quarter.ids
    xiamen.round_id = xiamen.open()
    xiamen.cut_off(xiamen.round_id)
    xiamen.compute(xiamen.round_id)
    return xiamen


def give_tokens(office, name, roles):
    """Give a person a token for each role; they act by it, under the name that stands before the role."""
    same = office.people[name]
    until = office.now + timedelta(days=30)
    with unit_of_work(office.engine, operator(office.tenant), now=office.now) as unit:
        change_person(unit, person_id=same.person.id, roles=list(roles.values()))
        return {
            word: replace(
                same,
                role=role,
                token_id=issue_token(
                    unit, name=word, role=role, expires_at=until, person_id=same.person.id
                ).id,
            )
            for word, role in roles.items()
        }


class TestAnApproval:
    def test_is_wanted_from_as_many_as_the_document_says(self, office):
        first = office.approve(office.round_id, "李建国")
        second = office.approve(office.round_id, "陈静")
        assert (first["state"], first["approvals"], first["approvals_needed"]) == ("computed", 1, 2)
        assert (second["state"], second["approvals"], second["approvals_needed"]) == ("reviewed", 2, 2)

    def test_is_refused_to_who_computed(self, office, refused):
        with refused(office, "own_work"):
            office.approve(office.round_id, "王敏")

    def test_is_refused_to_who_computed_under_another_token(self, office, refused):
        office.people |= give_tokens(office, "王敏", {"一个密钥": "officer", "另一个": "admin"})
        with refused(office, "own_work"):
            office.approve(office.round_id, "另一个")
        office.compute(office.round_id, who="一个密钥")
        with refused(office, "own_work"):
            office.approve(office.round_id, "另一个")

    def test_is_refused_twice(self, office, refused):
        office.approve(office.round_id, "李建国")
        with refused(office, "already_approved"):
            office.approve(office.round_id, "李建国")

    def test_is_refused_without_an_opinion(self, office, refused):
        with refused(office, "opinion_missing"):
            office.approve(office.round_id, opinion=" ")

    def test_is_void_once_the_round_is_computed_again(self, office):
        office.approve(office.round_id, "李建国")
        office.compute(office.round_id)
        again = office.approve(office.round_id, "李建国")
        assert (again["state"], again["approvals"]) == ("computed", 1)

    def test_is_void_once_the_review_is_taken_back(self, office):
        office.approve(office.round_id, "李建国")
        office.approve(office.round_id, "陈静")
        office.reverse(office.round_id)
        again = office.approve(office.round_id, "李建国")
        assert (again["state"], again["approvals"]) == ("computed", 1)

    def test_is_refused_of_what_is_stale(self, office, refused):
        office.issue("promulgation", {"commencement": "2025-01-01", "end": "2027-12-31"})
        with refused(office, "computation_stale") as refusal:
            office.approve(office.round_id)
        assert refusal.value.data == {"changed": ["instrument"]}
        assert "文件" in refusal.value.detail

    def test_is_wanted_from_more_when_a_later_document_says_so(self, office, refused):
        office.approve(office.round_id, "李建国")
        office.approve(office.round_id, "陈静")
        office.issue("internal", {"review_steps": 3})
        with refused(office, "not_reviewed") as refusal:
            office.publish(office.round_id)
        assert refusal.value.data == {"approvals": 2, "approvals_needed": 3}
