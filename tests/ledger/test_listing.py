from dataclasses import replace

import pytest

from banfa.errors import Forbidden, Malformed, Missing
from banfa.ledger.recording.changes import changed_since
from banfa.ledger.recording.listing import get_entry, history, list_rows
from tests.ledger.town import NOW, code


@pytest.fixture
def contracts(desk):
    one, other, enterprise = desk.provider(1), desk.provider(2), desk.enterprise(1)
    signed = {"enterprise_id": enterprise, "amount": 1}
    return [
        desk.record("contract", provider_id=provider, signed_on=day, **signed)
        for provider, day in ((one, "2026-01-05"), (other, "2026-01-06"), (one, "2026-02-01"))
    ]


def ids(desk, kind, filters=None, actor=None, **page):
    with desk.unit(actor=actor) as unit:
        return [row[0] for row in list_rows(unit, kind, filters, **page).rows]


class TestListRows:
    def test_goes_on_where_a_page_ended(self, desk, contracts):
        with desk.unit() as unit:
            first = list_rows(unit, "contract", limit=2)
            rest = list_rows(unit, "contract", after=first.after or 0, limit=2)
        assert [row["id"] for row in first.dicts() + rest.dicts()] == contracts
        assert rest.after is None

    @pytest.mark.parametrize(
        ("filters", "places"),
        [
            ({"from": "2026-01-06"}, [1, 2]),
            ({"to": "2026-01-06"}, [0, 1]),
            ({"kind": "maintenance"}, []),
            ({"source": "platform"}, [0, 1, 2]),
        ],
    )
    def test_filters(self, desk, contracts, filters, places):
        assert ids(desk, "contract", filters) == [contracts[place] for place in places]

    @pytest.mark.parametrize(
        ("filters", "code_"),
        [
            ({"colour": "red"}, "unknown_filter"),
            ({"items": "x"}, "unknown_filter"),
            ({"provider_id": "x"}, "filter_malformed"),
            ({"from": "yesterday"}, "filter_malformed"),
            ({"source": "a\x00"}, "filter_malformed"),
        ],
    )
    def test_refuses_a_filter(self, desk, filters, code_):
        with pytest.raises(Malformed) as refusal:
            ids(desk, "contract", filters)
        assert refusal.value.code == code_

    def test_does_not_know_the_kind(self, desk):
        with pytest.raises(Missing):
            ids(desk, "unicorn")


class TestOwnEntries:
    @pytest.fixture
    def holder(self, desk, contracts):
        with desk.unit() as unit:
            provider = get_entry(unit, "contract", contracts[0])["provider_id"]
        return replace(desk.actor, role="provider", provider_id=provider)

    def test_are_all_that_a_provider_sees(self, desk, contracts, holder):
        assert ids(desk, "contract", actor=holder) == [contracts[0], contracts[2]]
        assert ids(desk, "provider", actor=holder) == [holder.provider_id]
        assert ids(desk, "enterprise", actor=holder) == []
        with desk.unit(actor=holder) as unit:
            for missing in (contracts[1], 999_999):
                with pytest.raises(Missing):
                    get_entry(unit, "contract", missing)
                with pytest.raises(Missing):
                    history(unit, "contract", missing)

    def test_do_not_say_who_was_dissatisfied(self, desk, contracts, holder):
        desk.record(
            "survey",
            contract_id=contracts[0],
            answer="不满意",
            answered_on="2026-03-01",
            remark="甲公司王经理",
        )
        with desk.unit(actor=holder) as unit:
            page = list_rows(unit, "survey")
            told = page.dicts() + history(unit, "survey", page.rows[0][0])
            with pytest.raises(Malformed):
                list_rows(unit, "survey", {"enterprise_id": 1})
        assert [row["answer"] for row in told] == ["不满意", "不满意"]
        for row in told:
            assert not {"enterprise_id", "contract_id", "remark", "external_id"} & set(row)
            assert "甲公司" not in str(row)

    def test_cannot_be_written_by_their_subject(self, desk, holder):
        with pytest.raises(Forbidden):
            type(desk)(desk.engine, holder).provider(3)


class TestChangedSince:
    def test_names_what_was_told_later_about_days_before(self, desk, contracts):
        with desk.unit() as unit:
            mark = unit.watermark()
        day = NOW.date()
        with desk.unit() as unit:
            assert changed_since(unit, known_at=mark, as_of=day) == []
        desk.record("progress", contract_id=contracts[0], kind="visit", occurred_on="2026-03-01")
        desk.record("finding", provider=code(1), kind="breach", found_on="2026-03-30")
        with desk.unit() as unit:
            assert changed_since(unit, known_at=mark, as_of=day) == ["progress", "finding"]
            assert changed_since(unit, known_at=mark, as_of=day.replace(day=2)) == ["progress"]
