"""A list of finance's as it comes (财政拨付明细表), and the reconciliation of it over the API."""

from __future__ import annotations

from datetime import timedelta

from tests.history.past import keep_file, write_workbook

HEADS = [
    "序号",
    "收款单位",
    "合同编号",
    "资金文号",
    "资金级次",
    "拨付日",
    "凭证号",
    "金额（元）",
    "预拨/清算",
    "收回（元）",
]
PAYEE, NUMBER, FUND_NO = "第一制造厂", "HT-77", "财企〔2026〕31号"


def row(money, amount, voucher, **changes):
    """A row of the list: what was paid today, as finance writes it."""
    cells = {
        "payee": PAYEE,
        "number": NUMBER,
        "fund_no": FUND_NO,
        "level": "中央",
        "paid_on": money.today,
        "voucher": voucher,
        "amount": amount,
        "part": "一次性",
        "back": None,
        **changes,
    }
    return [None, *cells.values()]


def enter_list(money, rows, *, heads=HEADS, above=("2026年奖补资金拨付明细表",), expect=None, **said):
    """Bring a list of these rows in."""
    pages = {"明细": [*([text] for text in above), heads, *rows]}
    content = write_workbook(pages)
    body = {
        "file_id": keep_file(money, content, name="拨付明细.xlsx", kind="finance_sheet"),
        "title": "2026年奖补资金拨付明细表",
        "sender": "市财政局",
        "from_on": (money.today - timedelta(30)).isoformat(),
        "until_on": money.today.isoformat(),
        **said,
    }
    return money.post("/finance-sheets", body, expect=expect)


def list_lines(money, sheet, **query):
    return money.get("/finance-lines", finance_sheet_id=sheet["id"], limit=100, **query)["items"]


def describe(money, sheet):
    """Each line in short: where it stands, how it differs, its state."""
    return [(line["line"], line["difference"], line["state"]) for line in list_lines(money, sheet)]


def act(money, line, path, body=None, **more):
    return money.post(f"/finance-lines/{line['id']}/{path}", body or {}, **more)


def compare(money, sheet):
    return money.post(f"/finance-sheets/{sheet['id']}/comparison")


def finish(money, sheet, *, by=None, **more):
    return money.post(f"/finance-sheets/{sheet['id']}/completion", by=by or money.second, **more)


def read_totals(money, sheet):
    """The sums by document and level: finance's, the ledger's, the difference."""
    totals = money.get(f"/finance-sheets/{sheet['id']}/totals")["totals"]
    return [(t["fund_no"], t["level"], t["finance"], t["ledger"], t["difference"]) for t in totals]
