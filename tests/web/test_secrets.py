"""What a provider and an enterprise see of entries about themselves: every column of every kind, by hand."""

from __future__ import annotations

import pytest

from banfa.ledger.kinds.registry import KINDS
from tests.web.clients import Bureau
from tests.web.test_rights import Trial

ALWAYS = {"id", "source"}
"""Of every entry; where it came from besides, when, and how often it was recorded is told to no subject."""
SEEN = {
    "provider": {
        "provider": "uscc licence_seen name form address legal_representative contact",
        "provider_change": "provider_id provider_name what before after occurred_on reported_on",
        "contract": (
            "provider_id provider_name enterprise_id enterprise_name number kind signed_on registered_on "
            "amount market_price concession_promised concession_kept maintenance_months earlier_pilot "
            "subcontracted plan items standing party integrator_id ended_on ended_why"
        ),
        "progress": (
            "contract_id provider_id provider_name enterprise_id enterprise_name kind occurred_on content"
        ),
        "acceptance": (
            "contract_id provider_id provider_name enterprise_id enterprise_name authority planned_on "
            "accepted_on outcome level_before level_after level_edition"
        ),
        "review": "provider_id provider_name enterprise_id enterprise_name topic score reviewed_on",
        "finding": "contract_id provider_id provider_name kind elements period_on occurred_on holds found_on",
        "complaint": "provider_id provider_name outcome conduct decided_on",
        "inspection": "contract_id provider_id provider_name inspected_on inspector result",
        "membership": (
            "provider_id provider_name category industry industry_list from_on selected_on until_on basis "
            "ended_why"
        ),
        "product": "provider_id provider_name name published_on retired_on scenarios",
        "diagnosis": (
            "enterprise_id enterprise_name provider_id provider_name diagnosed_on level level_edition report"
        ),
        "concession": "provider_id provider_name item promised_on kept_on evidence",
        "service_case": ("provider_id provider_name client client_size industry place served_on verified_on"),
        "target": "provider_id provider_name item period due_on planned achieved",
        "filing": "provider_id provider_name what period due_on made_on",
        "record": (
            "provider_id provider_name enterprise_id enterprise_name kind item occurred_on amount body"
        ),
        "decision": (
            "about_id provider_id provider_name kind label period_on decided_on served_on effective_on "
            "due_on paused_on after_hours amount term term_unit edition cite authority document_no imported "
            "effect content"
        ),
    },
    "enterprise": {
        "enterprise": "uscc licence_seen name district industry size above_scale quality level level_edition",
        "enterprise_listing": "enterprise_id enterprise_name batch document listed_on from_on until_on",
        "enterprise_change": (
            "enterprise_id enterprise_name what before after occurred_on reported_on basis"
        ),
        "survey": (
            "contract_id provider_id provider_name enterprise_id enterprise_name topic answer score "
            "answered_on remark"
        ),
        "review": "provider_id provider_name enterprise_id enterprise_name topic score reviewed_on remark",
        "complaint": (
            "provider_id provider_name enterprise_id enterprise_name received_on occurred_on channel content "
            "outcome conduct decided_on"
        ),
    },
}
for _kind in ("contract", "progress", "acceptance", "diagnosis", "record"):
    SEEN["enterprise"][_kind] = SEEN["provider"][_kind]
SEEN["district"] = {
    kind: f"{SEEN['enterprise'][kind]} version external_id observed_at recorded_at"
    for kind in (
        *("enterprise", "enterprise_listing", "enterprise_change", "contract"),
        *("progress", "acceptance", "diagnosis"),
    )
}
"""What a district sees of its enterprises: as they do, and which record of whom it is; not who entered it."""
DECIDED = {"outcome": "upheld", "conduct": "other", "decided_on": "2026-03-03"}
"""What the bureau establishes of a complaint; before that, and without it, no provider hears of it."""
CASES = [(role, kind) for role in SEEN for kind in KINDS]
ABOUT_ENTERPRISE = {"review", "complaint", "record"}
"""Kinds that name an enterprise where they want."""


class Subjects(Trial):
    """One entry of every kind, about one provider and one enterprise."""

    def __init__(self, bureau):
        super().__init__(bureau)
        self.entries = {kind: self.enter(kind, "bureau") for kind in KINDS}
        self.entries |= {kind: self.walk.ids[kind] for kind in ("provider", "enterprise", "contract")}

    def body_of(self, kind):
        body = self.walk.body(kind)
        if kind == "complaint":
            body |= DECIDED
        if kind == "membership":
            body["provider_id"] = self.walk.ids["provider"]
        if kind == "enterprise_listing":
            body["enterprise_id"] = self.walk.ids["enterprise"]
        if kind in ABOUT_ENTERPRISE:
            body["enterprise_id"] = self.walk.ids["enterprise"]
        if kind == "diagnosis":
            body["provider_id"] = self.walk.ids["provider"]
        return body


@pytest.fixture(scope="module")
def subjects(app, engine, owner_engine, clock):
    return Subjects(Bureau(app, engine, owner_engine, clock))


class TestEveryColumn:
    @pytest.mark.parametrize(("role", "kind"), CASES)
    def test_is_seen_or_not_as_the_table_says(self, subjects, role, kind):
        client, path = subjects.clients[role], f"/{KINDS[kind].plural.replace('_', '-')}"
        entry = subjects.entries[kind]
        answers = client.get(path, limit=200), client.get(f"{path}/{entry}")
        history = client.get(f"{path}/{entry}/history")
        if kind not in SEEN[role]:
            assert not (answers[0].status_code == 200 and answers[0].json["items"])
            assert answers[1].status_code in {403, 404}
            assert history.status_code in {403, 404}
            return
        columns = set(SEEN[role][kind].split()) | ALWAYS
        listed = [item for page in client.pages(path, limit=200) for item in page if item["id"] == entry]
        assert [set(item) for item in listed] == [columns]
        assert set(answers[1].json) == columns
        (record,) = history.json["items"]
        ended = {"superseded_at"} if role == "district" else set()
        assert set(record) == (columns - {"standing"}) | {"voids"} | ended
        for answer in answers if role != "district" else ():
            assert answer.headers["ETag"].startswith('".'), "it counts no records"

    @pytest.mark.parametrize(("role", "kind"), [case for case in CASES if case[1] in SEEN[case[0]]])
    def test_that_is_not_seen_cannot_be_asked_by(self, subjects, role, kind):
        client, path = subjects.clients[role], f"/{KINDS[kind].plural.replace('_', '-')}"
        seen = ALWAYS | set(SEEN[role][kind].split())
        if KINDS[kind].day in seen:
            seen |= {"from", "to"}
        hidden = set(KINDS[kind].filters) - seen
        assert ("external_id" in hidden) == (role != "district")
        for name in hidden:
            value = subjects.walk.ids["enterprise"] if name.endswith("_id") else "x"
            value = "2026-01-01" if name in {"from", "to"} else value
            assert client.get(path, **{name: value}).json["code"] == "parameter_unknown", name


class TestTheOrderOfAList:
    def test_is_not_that_of_recording_for_a_subject(self, subjects):
        officer, provider = subjects.clients["officer"], subjects.clients["provider"]
        body = {**subjects.walk.body("review"), "reviewed_on": "2026-02-03"}
        made = [officer.post("/reviews", {**body, "external_id": f"R{n}"}).json["id"] for n in range(24)]
        wanted = {"from": "2026-02-03", "to": "2026-02-03"}
        pages = list(provider.pages("/reviews", limit=7, **wanted))
        seen = [item["id"] for page in pages for item in page]
        assert sorted(seen) == sorted(made)
        assert seen != made
        assert seen != made[::-1]
        by_officer = [item["id"] for page in officer.pages("/reviews", limit=7, **wanted) for item in page]
        assert by_officer == made

    def test_is_not_that_of_days_that_are_not_seen(self, subjects):
        officer, provider = subjects.clients["officer"], subjects.clients["provider"]
        body = {**subjects.walk.body("complaint"), **DECIDED}
        days = [f"2026-01-{day:02}" for day in range(1, 25)]
        made = [
            officer.post("/complaints", {**body, **DECIDED, "external_id": day, "received_on": day}).json[
                "id"
            ]
            for day in days
        ]
        seen = [item["id"] for page in provider.pages("/complaints", limit=7) for item in page]
        listed = [entry for entry in seen if entry in set(made)]
        assert sorted(listed) == sorted(made)
        assert listed != made
        assert listed != made[::-1]
        refused = provider.get("/complaints", sort="-received_on")
        assert refused.json["code"] == "field_out_of_range"
        by_day = officer.get("/complaints", sort="-received_on", limit=200).json["items"]
        assert [item["received_on"] for item in by_day] == sorted(
            (item["received_on"] for item in by_day), reverse=True
        )

    def test_is_that_of_days(self, subjects):
        days = [item["reviewed_on"] for item in subjects.clients["provider"].get("/reviews").json["items"]]
        assert days == sorted(days)


class TestAComplaint:
    def test_is_told_once_conduct_is_established(self, subjects):
        officer, provider = subjects.clients["officer"], subjects.clients["provider"]
        made = officer.post("/complaints", {**subjects.walk.body("complaint"), "external_id": "未决"}).json
        path = f"/complaints/{made['id']}"
        before = provider.get("/complaints", count="true").json["total"]
        assert provider.get(path).status_code == provider.get(f"{path}/history").status_code == 404
        dismissed = {"reason": "核实", "data": {"outcome": "dismissed", "decided_on": "2026-03-02"}}
        assert officer.post(f"{path}/correction", dismissed, version=1).status_code == 200
        assert provider.get(path).status_code == 404
        change = {"reason": "已核实", "data": DECIDED}
        assert officer.post(f"{path}/correction", change, version=2).status_code == 200
        assert provider.get(path).json["outcome"] == "upheld"
        assert provider.get("/complaints", count="true").json["total"] == before + 1
        assert len(provider.get(f"{path}/history").json["items"]) == 1

    def test_shows_no_correction_of_what_is_hidden(self, subjects):
        officer, provider = subjects.clients["officer"], subjects.clients["provider"]
        body = {**subjects.walk.body("complaint"), **DECIDED, "external_id": "隐改"}
        path = f"/complaints/{officer.post('/complaints', body).json['id']}"
        before = provider.get(path)
        change = {"reason": "补记", "data": {"content": "另一内容"}}
        assert officer.post(f"{path}/correction", change, version=1).status_code == 200
        after = provider.get(path)
        assert (after.data, after.headers["ETag"]) == (before.data, before.headers["ETag"])
        assert len(provider.get(f"{path}/history").json["items"]) == 1
        assert len(officer.get(f"{path}/history").json["items"]) == 2


class TestAnAnswer:
    def test_is_nothing_to_the_provider(self, subjects):
        provider, survey = subjects.clients["provider"], subjects.entries["survey"]
        whole = provider.get("/surveys", count="true").json
        assert whole == {"items": [], "next": None, "total": 0}
        assert provider.get("/surveys", **{"from": "2020-01-01"}).json["items"] == []
        for path in (f"/surveys/{survey}", f"/surveys/{survey}/history"):
            missing = provider.get(path.replace(survey, "sv_" + 32 * "0"))
            assert provider.get(path).status_code == missing.status_code == 404
            assert provider.get(path).json["code"] == missing.json["code"]
