"""Sheets as the tests fill them in, send them and read what comes back."""

from __future__ import annotations

import io

import python_calamine
import xlsxwriter


def make_sheet(*rows, formats=()):
    """A workbook of these rows; days are days, numbers numbers. `formats` by place."""
    return make_workbook({"填报": rows})


def make_workbook(pages):
    """A workbook of these rows by the names of its sheets."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"default_date_format": "yyyy-mm-dd", "remove_timezone": True}) as book:
        for name, rows in pages.items():
            _write_rows(book.add_worksheet(name), rows)
    return buffer.getvalue()


def _write_rows(page, rows):
    for at, row in enumerate(rows):
        for place, cell in enumerate(row):
            if isinstance(cell, str):
                page.write_string(at, place, cell)
            elif cell is not None:
                page.write(at, place, cell)


def fill_templates(content, rows_of_pages):
    """A template with rows at the ends of these sheets, each by heads; the others stay as they are."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    pages = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    for name, rows in rows_of_pages.items():
        page = pages[name]
        heads = next(bare for row in page if rows[0].keys() <= set(bare := [str(h).lstrip("*") for h in row]))
        page += [[row.get(head) for head in heads] for row in rows]
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as filled:
        for name, cells in pages.items():
            _write_rows(filled.add_worksheet(name), cells)
    return buffer.getvalue()


def read_sheet(content):
    """The first sheet's rows."""
    return (
        python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    )


def read_table(content, head):
    """The rows below the row of heads in which `head` stands, each by its head."""
    rows = read_sheet(content)
    at = next(n for n, row in enumerate(rows) if head in row)
    return [dict(zip(rows[at], row, strict=True)) for row in rows[at + 1 :]]


def upload(client, form, content, *, name="表.xlsx", **query):
    data = {"file": (io.BytesIO(content), name)}
    return client.send("POST", "/imports", data=data, query_string={"form": form, **query})


def upload_files(client, *files, path="/import-batches", version=None, **query):
    """Send files, (name, content) each, together."""
    data = {"files": [(io.BytesIO(content), name) for name, content in files]}
    headers = {"If-Match": f'"{version}"'} if version is not None else {}
    return client.send("POST", path, data=data, query_string=query, headers=headers)


def rows_of(client, sheet, **query):
    return [row for page in client.pages(f"/imports/{sheet['id']}/rows", **query) for row in page]


def confirm(bureau, client, sheet, **body):
    """Confirm a preview, and carry it out."""
    answer = client.post(f"/imports/{sheet['id']}/confirmation", body, version=sheet["version"])
    assert answer.status_code == 202, answer.json
    bureau.work(answer.json["work_id"])
    return client.get(f"/imports/{sheet['id']}").json
