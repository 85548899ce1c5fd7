"""Lists as offices hand them in, made by hand for the tests."""

import io

import xlsxwriter

COLUMNS = ("Nama", "NIP", "Jabatan", "Subbagian", "TMT Jabatan", "Status")


def a_csv(*rows, header=COLUMNS, delimiter=",", encoding="utf-8") -> bytes:
    """Rows of texts below a header; a text with the delimiter is put in quotes."""
    lines = [header, *rows] if header else rows
    text = "\r\n".join(
        delimiter.join(
            f'"{cell}"' if delimiter in cell and '"' not in cell else cell
            for cell in line
        )
        for line in lines
    )
    return text.encode(encoding)


def a_workbook(*sheets, **options) -> bytes:
    """Sheets of (name, rows, act): `act(workbook, sheet)` merges, hides or formats."""
    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(out, {"in_memory": True, **options})
    for name, rows, *acts in sheets:
        sheet = workbook.add_worksheet(name)
        for line, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell is not None:
                    sheet.write(line, column, cell)
        for act in acts:
            act(workbook, sheet)
    workbook.close()
    return out.getvalue()
