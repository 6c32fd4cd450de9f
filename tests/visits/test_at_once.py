"""Mandates and reports entered at the same moment: a number stands once."""

from __future__ import annotations

from functools import partial

from tests.at_once import call_at_once
from tests.visits.rounds import mandate, new_enterprise, write_mandate, write_report

CALLERS = 4


def send(office, path, body):
    """Send the same by several persons at once; gives the statuses of the answers."""
    clients = [office.bureau.new_client("officer") for _ in range(CALLERS)]
    answers = call_at_once(*(partial(client.post, path, body) for client in clients))
    return sorted(answer.status_code for answer in answers)


def test_mandates_entered_at_once_have_a_number_once(xiamen):
    assert send(xiamen, "/mandates", write_mandate()) == [201, 409, 409, 409]
    assert len(xiamen.get("/mandates")["items"]) == 1


def test_reports_entered_at_once_have_a_number_once(xiamen):
    body = write_report(xiamen, mandate(xiamen), new_enterprise(xiamen), xiamen.new_provider())
    assert send(xiamen, "/visit-reports", body) == [201, 409, 409, 409]
    assert len(xiamen.get("/visit-reports")["items"]) == 1
