"""An empty bureau gets its persons, its measure and its terms, as its administrator has them by the pages."""

from __future__ import annotations

import re
from importlib.resources import files
from urllib.parse import urlencode

import yaml

from tests.web.scales import make_scale_sheet
from tests.year.desk import ADMIN, ROLES

PUBLISHED = {"document_class": "公开的通知或评价标准", "published_in": "局网站"}

IN_PERCENT = {"target_tolerance", "target_gap"}
"""What a document sets in ten-thousandths, and the page asks in percent."""


def set_up(desk, word, commencement, **internal):
    """Set a bureau up whose documents begin with `word` (厦工信), with its own arrangements."""
    today = {"issued_on": str(desk.today)}
    _, issued = desk.office.add(ADMIN, "admin")  # as `banfa person add` and `banfa person password` leave it
    desk.first_log_in(ADMIN, issued.login, issued.password)
    for name, role in ROLES.items():
        if name != ADMIN:
            enter_person(desk, name, role)
    desk.fill(
        "/instruments/promulgation",
        by=ADMIN,
        **PUBLISHED | today | {"document_class": "规范性文件", "published_on": str(desk.today)},
        document_no=f"{word}规〔2025〕8号",
        commencement=commencement,
    )
    set_terms(desk, f"{word}规〔2025〕9号")
    desk.fill(
        "/instruments/internal",
        by=ADMIN,
        document_no=f"{word}办〔2025〕3号",
        document_class="内部工作规程",
        **today,
        **internal,
    )


def enter_person(desk, name, role):
    """Enter a person, who then logs in with what the page told once."""
    login = desk.office.login(name)
    desk.fill("/persons/new", by=ADMIN, name=name, roles=[role], login=login)
    password = re.findall(r"密码 (\S+?)，", desk.at(ADMIN).words)[0]
    desk.first_log_in(name, login, password)


def set_terms(desk, number):
    """Set what the measure leaves open by one published document: scales by sheet, all else typed."""
    city = desk.profile.city.key
    settings = yaml.safe_load((files(f"banfa_{city}") / "demo_terms.yaml").read_text("utf-8"))["设定"]
    edition = desk.profile.latest.key
    scales = {key: value for key, value in settings.items() if key.startswith(("scale.", "criteria."))}
    if scales:
        desk.read(f"/terms/{edition}/scales", ADMIN)
        window = desk.at(ADMIN)
        window.send({"file": [("评分标准表.xlsx", make_scale_sheet(scales))]})
        window.send({}, "连同其余未确定的")
    else:
        desk.read(f"/terms/{edition}/set?{urlencode({'key': list(settings)}, doseq=True)}", ADMIN)
    head = PUBLISHED | {"document_no": number, "issued_on": str(desk.today), "published_on": str(desk.today)}
    typed = {
        f"settings.{key}": value // 100 if key in IN_PERCENT else value
        for key, value in settings.items()
        if key not in scales
    }
    status = desk.at(ADMIN).send({**typed, **head}, "登记这份文件")
    assert status < 400, desk.at(ADMIN).words
