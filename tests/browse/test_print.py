"""What officials print: A4 on its side, with bureau, unit, cut-off day, who made and checked it; whole."""

from __future__ import annotations

import re

import pytest

from tests.browse.conftest import PICTURES, log_in
from tests.console.quarter import PERIOD, find_in, settle, version_of, work

pytestmark = pytest.mark.long
PAPER = 1001
"""CSS pixels between the margins of A4 on its side."""
ON_PAPER = """
(() => {
  const seen = (part) => part.offsetWidth > 0 && getComputedStyle(part).visibility !== 'hidden';
  const all = (selector) => [...document.querySelectorAll(selector)].filter(seen);
  return {
    beyond: Math.max(0, document.documentElement.scrollWidth - window.innerWidth),
    controls: all('nav, button, .btn, input:not([type=hidden]), select, textarea, .top, .now').length,
    underlined: all('main a').filter((a) => getComputedStyle(a).textDecorationLine !== 'none').length,
    head: all('.print-head').map((part) => part.innerText).join(),
    foot: all('.print-foot').map((part) => part.innerText).join(),
  };
})()
"""


@pytest.fixture(scope="module")
def papers(town, cities):
    """The addresses of what is printed, by name, each with the unit that stands on it."""
    settle(town, cities.profile("xiamen"))
    officer = town.at("officer")
    here = officer.send("/rounds/new", PERIOD).headers["Location"]
    officer.post(f"{here}/cut-off", {"compute": "y"}, page=here, version=version_of(officer.get(here).text))
    work(town, here.rsplit("/", 1)[1])
    one = find_in(officer.get(f"{here}/results").text, r'href="(/rounds/[^"]+/results/pv_[^"]+)"')
    form = officer.get("/what-if").text
    draft = {"round_id": find_in(form, r'<option value="(rd_\w+)"'), "settings.quota.excellent": "21"}
    tried = officer.send("/what-if", draft)
    rows = {
        kind: town.client("officer").get(f"/{kind}", limit=1).json["items"]
        for kind in ("providers", "contracts")
    }
    addresses = {
        "results": (f"{here}/results", "单位：分"),
        "round_result": (f"{one}?open=1", "单位：分"),
        "objections": (f"{here}/objections", "单位：分"),
        "what_if": (tried.headers["Location"], "单位见各表"),
        "contracts": ("/contracts", "金额单位：万元"),
        "leads": ("/leads", "数据截至"),
        "providers": ("/providers", "数据截至"),
        "law": ("/law", "数据截至"),
    }
    for kind, (row,) in rows.items():
        addresses[kind.removesuffix("s")] = (f"/{kind}/{row['id']}", "金额单位：万元")
    return addresses


def test_what_is_printed_is_whole_on_a4(open_window, logins, papers):
    PICTURES.mkdir(parents=True, exist_ok=True)
    window, faults = open_window(), {}
    log_in(window, logins["officer"])
    window.emulate_media(media="print")
    window.set_viewport_size({"width": PAPER, "height": 700})
    for name, (address, unit) in papers.items():
        window.goto(address)
        paper = window.evaluate(ON_PAPER)
        head, foot = paper.pop("head"), paper.pop("foot")
        if (
            unit not in head
            or not re.search("制表人：.*审核人：.*制表日期：", foot, re.DOTALL)
            or any(paper.values())
        ):
            faults[name] = (head, foot, paper)
        window.pdf(path=PICTURES / f"print-{name}.pdf", prefer_css_page_size=True)
    assert faults == {}
