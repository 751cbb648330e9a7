"""Files of every usual kind, good and bad, opened as one table."""

import datetime
import zipfile
import zlib

import openpyxl
import pytest

from maillage.directory.sheets import files
from maillage.directory.sheets.errors import SheetError
from maillage.directory.sheets.files import open_sheet

TABLE = [["Opérateur", "Code postal", "Téléphone"], ["Éveil d’été", "5000", "081/12.34.56"], ["Ça va", "5500", ""]]
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def text(table, separator=";", end="\r\n"):
    return end.join(separator.join(row) for row in table) + end


def read(path):
    sheet = open_sheet(path)
    return [sheet.header, *(cells for _number, cells in sheet.rows)]


def refusal(path):
    with pytest.raises(SheetError) as refused:
        list(open_sheet(path).rows)
    return str(refused.value)


def ods(path, rows):
    """A workbook with one table of the given row elements."""
    names = "".join(f' xmlns:{name}="{OFFICE}{name}:1.0"' for name in ["office", "table", "text"])
    content = (
        f"<?xml version='1.0' encoding='UTF-8'?><office:document-content{names}><office:body><office:spreadsheet>"
        f"<table:table table:name='Feuille'>{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS_TYPE}"/></manifest:manifest>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", ODS_TYPE, zipfile.ZIP_STORED)
        package.writestr("META-INF/manifest.xml", manifest)
        package.writestr("content.xml", content)
    return path


def ods_row(*cells, repeated=1):
    inner = "".join(
        f"<table:table-cell office:value-type='string'><text:p>{cell}</text:p></table:table-cell>"
        if cell
        else "<table:table-cell/>"
        for cell in cells
    )
    return f"<table:table-row table:number-rows-repeated='{repeated}'>{inner}</table:table-row>"


def xlsx(path, *tables):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for at, table in enumerate(tables):
        sheet = book.create_sheet(f"Feuille {at + 1}")
        for row in table:
            sheet.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1", "mac_roman", "cp850", "utf-16", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_text_is_read_whatever_encoding_and_separator(tmp_path, encoding, separator):
    table = [[cell.replace("’", "'") for cell in row] for row in TABLE]
    path = tmp_path / "table.csv"
    path.write_bytes(text(table, separator).encode(encoding))
    assert read(path) == table
    assert open_sheet(path).separator == separator


def test_text_says_its_encoding(tmp_path):
    path = tmp_path / "table.csv"
    found = []
    for encoding in ["utf-8", "utf-8-sig", "cp1252", "utf-16"]:
        path.write_bytes(text(TABLE).encode(encoding))
        found.append(open_sheet(path).encoding)
    assert found == ["utf-8", "utf-8-sig", "cp1252", "utf-16"]


def test_text_in_old_encoding_far_from_the_start_is_seen(tmp_path):
    path = tmp_path / "table.csv"
    path.write_bytes(text([TABLE[0]] + [["a", "5000", ""]] * 20_000 + [["Éveil", "5000", ""]]).encode("cp1252"))
    assert read(path)[-1] == ["Éveil", "5000", ""]


def test_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text('Répertoire 2026;;\n\nNom;CP;Description\nA;5000;"deux\nlignes; et ""guillemets"""\n;;\nB;5500\n')
    sheet = open_sheet(path)
    assert (sheet.header_row, sheet.header) == (3, ["Nom", "CP", "Description"])
    assert list(sheet.rows) == [(4, ["A", "5000", 'deux\nlignes; et "guillemets"']), (6, ["B", "5500", ""])]
    assert sheet.sample == [["A", "5000", 'deux\nlignes; et "guillemets"'], ["B", "5500"]]


def test_separator_said_in_the_file_is_no_row(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("sep=|\nNom|CP\nA;B|5000\n")
    assert list(open_sheet(path).rows) == [(2, ["A;B", "5000"])]


def test_one_column_is_a_table(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("E-mail\ninfo@exemple.be\n")
    assert read(path) == [["E-mail"], ["info@exemple.be"]]


def test_table_without_titles_is_known_by_its_content(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("A;info@a.be;5000\nB;info@b.be;5500\n")
    sheet = open_sheet(path)
    assert (sheet.header_row, sheet.header) == (0, ["", "", ""])
    assert [number for number, _cells in sheet.rows] == [1, 2]


def test_xlsx_gives_the_text_that_people_saw(tmp_path):
    day = datetime.date(2026, 9, 1)
    at = datetime.datetime(2026, 9, 1, 10, 30)  # noqa: DTZ001 — a spreadsheet knows no zone
    row = ["A", 5000, 81123456, 3.5, day, at, datetime.time(18, 30), True, "=1+1"]
    header = ["Nom", "CP", "Tél", "Lat", "Mis à jour le", "b", "c", "Exemple", "d"]
    sheet = open_sheet(xlsx(tmp_path / "table.xlsx", [["Titre"], [], header, [], row]))
    assert (sheet.header_row, sheet.header, sheet.sheet_name) == (3, header, "Feuille 1")
    seen = ["A", "5000", "81123456", "3.5", "01/09/2026", "01/09/2026 10:30", "18:30", "oui", ""]
    assert list(sheet.rows) == [(5, seen)]


def test_xlsx_gives_the_sheet_with_known_columns(tmp_path):
    path = xlsx(tmp_path / "table.xlsx", [["Lisez-moi"], ["Merci"]], TABLE, [["Nom", "x"], ["a", "b"]])
    sheet = open_sheet(path)
    assert (sheet.sheet_name, [cells for _number, cells in sheet.rows]) == ("Feuille 2", TABLE[1:])


def test_xlsx_hidden_sheet_is_left_alone(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Nom"])
    book.active.append(["A"])
    hidden = book.create_sheet("cachée")
    hidden.append(["Nom", "Commune"])
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "table.xlsx")
    assert open_sheet(tmp_path / "table.xlsx").header == ["Nom"]


def test_ods_is_read_with_its_endless_empty_rows(tmp_path):
    rows = ods_row(*TABLE[0]) + ods_row("", repeated=3) + ods_row(*TABLE[1]) + ods_row(*[""] * 3, repeated=1_048_571)
    sheet = open_sheet(ods(tmp_path / "table.ods", rows))
    assert (sheet.header, list(sheet.rows)) == (TABLE[0], [(5, TABLE[1])])


def test_file_kind_is_told_by_content_not_by_name(tmp_path):
    xlsx(tmp_path / "table.xlsx", TABLE).rename(tmp_path / "table.csv")
    assert read(tmp_path / "table.csv") == TABLE


BAD = {
    "": "est vide",
    " \n;;\n": "est vide",
    "%PDF-1.7\n%âãÏÓ": "n’est pas un tableau",
    "<html><table><tr><td>Nom</td></tr></table></html>": "n’est pas un tableau",
    "\x89PNG\x1a\x00\x00": "n’est pas un tableau",
    "rouge;bleu\n1,5;oui\n": "aucune colonne",
    'Nom;CP\n"A;5000\n' + "B;5500\n" * 30_000: "guillemet",
}


@pytest.mark.parametrize("content", BAD, ids=range(len(BAD)))
def test_bad_text_is_refused_in_words(tmp_path, content):
    path = tmp_path / "table.csv"
    path.write_bytes(content.encode("latin-1"))
    assert BAD[content] in refusal(path)


def test_large_file_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "table.csv"
    path.write_text(text([TABLE[0]] + [["a", "5000", ""]] * 30))
    monkeypatch.setattr(files, "MOST_ROWS", 29)
    assert "plus de 29 lignes" in refusal(path)
    monkeypatch.setattr(files, "MOST_ROWS", 30)
    assert len(read(path)) == 31
    monkeypatch.setattr(files, "MOST_BYTES", 100)
    assert "20 Mo" in refusal(path)


def test_file_of_fifty_thousand_rows_is_read(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text(text([TABLE[0]] + [["a", "5000", ""]] * 50_000))
    assert len(read(path)) == 50_001
    path.write_text(text([TABLE[0]] + [["a", "5000", ""]] * 50_001))
    assert "50000" in refusal(path)


def test_xlsx_with_one_cell_very_far_is_refused_before_memory_is_taken(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Nom", "CP"])
    book.active["XFD20000"] = "loin"
    book.save(tmp_path / "table.xlsx")
    assert "très loin" in refusal(tmp_path / "table.xlsx")


def test_ods_that_repeats_a_cell_endlessly_is_refused(tmp_path):
    kind = "table:number-columns-repeated='16384' office:value-type='string'"
    cell = f"<table:table-cell {kind}><text:p>a</text:p></table:table-cell>"
    rows = ods_row("Nom") + f"<table:table-row table:number-rows-repeated='5000'>{cell}</table:table-row>"
    assert "très loin" in refusal(ods(tmp_path / "table.ods", rows))


def test_package_that_unpacks_endlessly_is_refused(tmp_path):
    path = xlsx(tmp_path / "table.xlsx", TABLE)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        package.writestr("xl/vide.xml", bytes(201 << 20))
    assert "décompressé" in refusal(path)


def test_package_that_lies_about_its_size_is_refused(tmp_path):
    path = ods(tmp_path / "table.ods", ods_row("Nom", "CP") + ods_row("A", "5000") * 2000)
    content = bytearray(path.read_bytes())
    at = content.rindex(b"content.xml") - 46  # its entry in the central directory
    content[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    path.write_bytes(content)
    assert "abîmé" in refusal(path)


@pytest.mark.parametrize("part", ["xl/vbaProject.bin", "xl/macrosheets/sheet1.xml", "Basic/Standard/Module1.xml"])
def test_workbook_with_macros_is_refused(tmp_path, part):
    path = xlsx(tmp_path / "table.xlsx", TABLE)
    with zipfile.ZipFile(path, "a") as package:
        package.writestr(part, "x")
    assert "macros" in refusal(path)


def test_workbook_damaged_or_of_another_kind_is_refused(tmp_path):
    path = tmp_path / "table.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", "<a/>")
    assert "pas un tableau" in refusal(path)
    whole = xlsx(path, TABLE).read_bytes()
    for damaged in [
        whole[: len(whole) // 2],
        whole[:2000] + bytes(300) + whole[2300:],
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    ]:
        path.write_bytes(damaged)
        assert "abîmé" in refusal(path)


def test_old_workbook_with_macros_is_refused(tmp_path):
    path = tmp_path / "table.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "_VBA_PROJECT".encode("utf-16-le"))
    assert "macros" in refusal(path)


def test_entity_bomb_is_refused(tmp_path):
    entities = "<!DOCTYPE a [<!ENTITY e0 'aaaaaaaaaaaaaaaaaaaa'>" + "".join(
        f"<!ENTITY e{n} '{f'&e{n - 1};' * 20}'>" for n in range(1, 9)
    )
    path = xlsx(tmp_path / "table.xlsx", TABLE)
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/autre.xml", f"{entities}]><a>&e8;</a>")
    assert len(zlib.compress(path.read_bytes())) < 20_000
    assert "abîmé" in refusal(path)
