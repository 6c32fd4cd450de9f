"""The room of data confirmations, carried out by the examples of the document."""

from __future__ import annotations

CONFIRMED = {
    "confirmations": "confirmation",
    "confirmation_sheets": "confirmation_sheet",
    "confirmation_differences": "confirmation_difference",
    "source_confirmations": "source_confirmation",
}
"""Every kind of thing of the room, by what its list is called."""
BACK_THEN_CHECKED = ("return", "return"), ("check", "confirmation")
PRODUCTS = "公共服务平台审核发布的“小快轻准”产品数"
CONTRACTS = "本评价周期已签约立项合同数"
ROUND = {"name": "2026年第一季度（核对）", "period_start": "2026-01-01", "period_end": "2026-03-31"}


def run_confirmations(work):
    """A confirmation with answers, differences of every end, and silence; one that is dropped."""
    round_id = work.officer.post("/rounds", ROUND).json["id"]
    work.act("drop_confirmation", _prepare(work, round_id))
    confirmation = _prepare(work, round_id)
    today = work.officer.get(confirmation).json["prepared_at"][:10]
    work.scan(confirmation, "other", "confirmation")
    work.act("send_confirmation_sheets", confirmation, sent_on=today)
    _confirm_sources(work, confirmation, today)
    (sheet, *_) = work.officer.get("/confirmation-sheets", confirmation_id=_last(confirmation)).json["items"]
    stated = [{"name": name, "stated": "5", "reason": "漏列一项，附材料。"} for name in (PRODUCTS, CONTRACTS)]
    address = f"/confirmation-sheets/{sheet['id']}"
    for name, path in BACK_THEN_CHECKED:
        work.act("enter_confirmation_answer", address, answered_on=today, differences=stated)
        if path == "confirmation":
            work.scan(address, "stamped_answer", "confirmation_sheet")
        work.press(f"{name}_confirmation_answer", address, path)
    _decide(work, sheet)
    work.scenario.bureau.clock.forward(days=15)
    work.act("record_confirmation_silence", confirmation)
    work.press("finish_confirmation", confirmation, "completion")


def _prepare(work, round_id):
    return "/confirmations/" + work.scenario.send("prepare_confirmation", round_id=round_id)["id"]


def _confirm_sources(work, confirmation, today):
    """A source's letter that is sent back, one that is checked."""
    for name, path in BACK_THEN_CHECKED:
        made = work.act("enter_source_confirmation", confirmation, stated_on=today)
        letter = f"/source-confirmations/{made['id']}"
        if path == "confirmation":
            work.scan(letter, "stamped_answer", "source_confirmation")
        work.press(f"{name}_source_confirmation", letter, path)


def _decide(work, sheet):
    """One difference is adopted once the ledger has changed, one sent back to its source and kept."""
    of_sheet = {"confirmation_sheet_id": sheet["id"]}
    first, second = work.officer.get("/confirmation-differences", **of_sheet).json["items"]
    product = {"provider_id": sheet["provider_id"], "name": "云质检", "scenarios": ["质量管控"]}
    work.officer.post("/products", {**product, "published_on": "2026-03-02"})
    adopted, kept = (f"/confirmation-differences/{each['id']}" for each in (first, second))
    work.scan(adopted, "evidence", "confirmation_difference")
    work.act("adopt_confirmation_count", adopted, by=work.second)
    work.act("send_confirmation_difference_back", kept)
    work.act("keep_confirmation_count", kept, by=work.second)


def _last(address):
    return address.rpartition("/")[2]
