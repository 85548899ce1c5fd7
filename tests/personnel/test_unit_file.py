import csv
import io
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from kpu_coi.environment import BASE_DIR
from personnel.models import Level, OversightRegion, RegionProvince, Unit
from personnel.unit_file import SHIPPED, UnitFileError, letterhead, load, read

pytestmark = pytest.mark.django_db

HEADER = (
    "code,level,name,name_long,alias,parent_code,region_type,region_name,"
    "province_code,capital,timezone,tz_abbr"
)
NATION = (
    "00,national,KPU RI,Komisi Pemilihan Umum Republik Indonesia,"
    "Setjen KPU,,negara,Indonesia,,Jakarta,Asia/Jakarta,WIB"
)
PROVINCE = (
    "12,province,KPU Provinsi Sumatera Utara,"
    "Komisi Pemilihan Umum Provinsi Sumatera Utara,KPU Sumatera Utara|KPU Sumut,00,"
    "provinsi,Sumatera Utara,12,Medan,Asia/Jakarta,WIB"
)
REGENCY = (
    "12.10,regency,KPU Kabupaten Dairi,Komisi Pemilihan Umum Kabupaten Dairi,,12,"
    "kabupaten,Kabupaten Dairi,12,,Asia/Jakarta,WIB"
)


def file_of(*rows, header=HEADER):
    return "\n".join([header, *rows]).encode()


def refusals(content):
    """What is refused, as (line, reason); and that nothing was stored."""
    before = list(Unit.objects.values())
    with pytest.raises(UnitFileError) as refusal:
        load(content)
    assert list(Unit.objects.values()) == before
    return [(fault.line, fault.reason) for fault in refusal.value.faults]


@pytest.mark.rule(78, 80)
def test_the_shipped_file_holds_the_whole_commission():
    done = load(SHIPPED.read_bytes())

    assert len(done.new) == 553
    levels = [Unit.objects.filter(level=level).count() for level in Level]
    assert levels == [1, 38, 514]
    assert Unit.objects.get(code="33.21").lineage_codes() == ["33.21", "33", "00"]
    assert Unit.objects.get(code="12.10").name != Unit.objects.get(code="12.01").name


@pytest.mark.rule(80)
def test_the_three_oversight_regions_come_with_an_empty_map():
    load(SHIPPED.read_bytes())

    assert [str(region) for region in OversightRegion.objects.all()] == [
        "Inspektorat Wilayah I",
        "Inspektorat Wilayah II",
        "Inspektorat Wilayah III",
    ]
    assert not RegionProvince.objects.exists()


def test_loading_twice_changes_nothing():
    load(SHIPPED.read_bytes())
    before = list(Unit.objects.values())

    done = load(SHIPPED.read_bytes())

    assert (done.new, done.changed, len(done.unchanged)) == ([], [], 553)
    assert list(Unit.objects.values()) == before


def test_the_provinces_agree_with_their_own_list():
    with (BASE_DIR / "data" / "provinsi.csv").open(encoding="utf-8") as listed:
        provinces = {row["code"]: row["tz_abbr"] for row in csv.DictReader(listed)}

    load(SHIPPED.read_bytes())

    stored = Unit.objects.filter(level=Level.PROVINCE)
    assert dict(stored.values_list("code", "tz_abbr")) == provinces


def test_a_changed_row_changes_its_unit_and_keeps_what_was_edited():
    load(file_of(NATION, PROVINCE, REGENCY))
    Unit.objects.filter(code="12").update(address="Jalan Contoh 1", letterhead_2="X")
    Unit.objects.filter(code="12.10").update(capital="Sidikalang")

    changed = PROVINCE.replace("KPU Sumut", "KPUD Sumut")
    done = load(file_of(NATION, changed, REGENCY))

    assert (done.new, done.changed) == ([], ["12"])
    unit = Unit.objects.get(code="12")
    assert unit.aliases == ["KPU Sumatera Utara", "KPUD Sumut"]
    assert (unit.address, unit.letterhead_2) == ("Jalan Contoh 1", "X")
    assert Unit.objects.get(code="12.10").capital == "Sidikalang"


def test_a_new_long_name_makes_a_new_letterhead():
    load(file_of(NATION, PROVINCE))

    renamed = PROVINCE.replace("Umum Provinsi Sumatera", "Umum Daerah Sumatera")
    load(file_of(NATION, renamed))

    assert Unit.objects.get(code="12").letterhead_2 == "DAERAH SUMATERA UTARA"


def test_a_file_may_add_to_units_that_are_there():
    load(file_of(NATION, PROVINCE))

    assert load(file_of(REGENCY)).new == ["12.10"]
    assert Unit.objects.get(code="12.10").parent.code == "12"


def test_children_may_stand_before_their_parents():
    load(file_of(REGENCY, PROVINCE, NATION))

    assert Unit.objects.get(code="12.10").parent.parent.code == "00"


@pytest.mark.parametrize(
    ("name_long", "lines"),
    [
        (
            "Komisi Pemilihan Umum Kabupaten Demak",
            ("KOMISI PEMILIHAN UMUM", "KABUPATEN DEMAK"),
        ),
        (
            "Komisi Pemilihan Umum Republik Indonesia",
            ("KOMISI PEMILIHAN UMUM", "REPUBLIK INDONESIA"),
        ),
        (
            "Komisi Independen Pemilihan Kota Sabang",
            ("KOMISI INDEPENDEN PEMILIHAN", "KOTA SABANG"),
        ),
        ("Komisi Independen Pemilihan Aceh", ("KOMISI INDEPENDEN PEMILIHAN", "ACEH")),
        ("Badan Pengawas Pemilu Kabupaten Demak", None),
    ],
)
def test_the_letterhead_is_read_off_the_long_name(name_long, lines):
    assert letterhead(name_long) == lines


def test_a_byte_order_mark_windows_line_ends_and_blank_lines_do_no_harm():
    content = b"\xef\xbb\xbf" + file_of(NATION, "", PROVINCE, " , ").replace(
        b"\n", b"\r\n"
    )

    assert load(content).new == ["00", "12"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (
            REGENCY.replace("12.10", "12.1", 1),
            "Kode “12.1” tidak sesuai dengan tingkat regency: seharusnya dua angka, "
            "titik, dua angka, misalnya 33.21. Kode adalah teks; nol di akhir tidak "
            "boleh hilang.",
        ),
        (
            REGENCY.replace("regency", "district", 1),
            "Tingkat “district” tidak dikenal (national, province, regency).",
        ),
        (
            REGENCY.replace("regency", "province", 1),
            "Kode “12.10” tidak sesuai dengan tingkat province: seharusnya dua angka, "
            "misalnya 33. Kode adalah teks; nol di akhir tidak boleh hilang.",
        ),
        (REGENCY.replace("WIB", "WITA"), "Zona waktu “Asia/Jakarta” bukan WITA."),
        (REGENCY.replace("WIB", "GMT"), "Zona “GMT” tidak dikenal (WIB, WITA, WIT)."),
        (
            REGENCY.replace("Asia/Jakarta", "Asia/Bandung"),
            "Zona waktu “Asia/Bandung” bukan WIB.",
        ),
        (REGENCY.replace(",,12,", ",,13,"), "Satker atasan harus 12, bukan “13”."),
        (REGENCY.replace(",,12,", ",,,"), "Satker atasan harus 12, bukan “”."),
        (REGENCY.replace("Dairi,12,", "Dairi,13,"), "Kode provinsi harus “12”."),
        (REGENCY.replace("KPU Kabupaten Dairi", ""), "Kolom “name” harus diisi."),
        (
            REGENCY.replace("Komisi Pemilihan Umum", "KPU"),
            "Nama lengkap harus diawali “Komisi Pemilihan Umum” atau “Komisi "
            "Independen Pemilihan”.",
        ),
        (
            REGENCY.replace("KPU Kabupaten Dairi", "D" * 121),
            "Isi kolom “name” lebih dari 120 huruf.",
        ),
        (
            REGENCY.replace("KPU Kabupaten Dairi", "KPU Kabupaten ダイリ"),
            "Kolom “name”: Ada tanda yang tidak dapat dicetak pada surat: “ダ”, “イ”, "
            "“リ”. Hapus atau ganti.",
        ),
        (REGENCY + ",x", "Ada 13 kolom, seharusnya 12."),
        (REGENCY.rsplit(",", 1)[0], "Ada 11 kolom, seharusnya 12."),
        (PROVINCE, "Kode 12 sudah ada pada baris 3."),
    ],
)
def test_a_wrong_row_is_refused_with_its_line_and_reason(row, reason):
    assert refusals(file_of(NATION, PROVINCE, row)) == [(4, reason)]


def test_an_unknown_parent_is_refused():
    assert refusals(file_of(NATION, REGENCY)) == [
        (3, "Satker atasan 12 tidak dikenal.")
    ]


def test_every_wrong_row_is_named_at_once():
    wrong = REGENCY.replace("WIB", "GMT").replace("12.10", "12.1", 1)

    lines = [line for line, _ in refusals(file_of(wrong, NATION, wrong))]

    assert lines == [2, 2, 4]


def test_a_line_keeps_its_number_after_a_cell_with_a_line_break():
    broken = PROVINCE.replace("Medan", '"Me\ndan"')

    assert [line for line, _ in refusals(file_of(NATION, broken, NATION))] == [5]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", (1, "Berkas kosong.")),
        (b"\xef\xbb\xbf \n", (1, "Berkas kosong.")),
        (file_of(), (1, "Berkas tidak berisi satu satker pun.")),
        (
            file_of(NATION, header=HEADER.replace("parent_code", "induk")),
            (1, "Kolom “parent_code” tidak ada."),
        ),
        (
            file_of(NATION) + b"\n\xff\xfe",
            (3, "Berkas harus disimpan dalam UTF-8."),
        ),
    ],
)
def test_a_file_that_is_none_is_refused(content, fault):
    assert refusals(content) == [fault]


def test_a_quote_that_never_ends_is_refused():
    ((line, reason),) = refusals(file_of(NATION, '"12,province'))

    assert line == 3
    assert reason.startswith("Baris ini bukan CSV yang benar")


def test_columns_may_stand_in_any_order_with_others_between():
    rows = list(csv.DictReader(io.StringIO(file_of(NATION, PROVINCE).decode())))
    turned = io.StringIO()
    writer = csv.DictWriter(turned, ["catatan", *reversed(rows[0])])
    writer.writeheader()
    writer.writerows({"catatan": "x"} | row for row in rows)

    assert [row["code"] for row in read(turned.getvalue().encode())] == ["00", "12"]


def test_the_command_says_what_it_did(tmp_path):
    path, out = tmp_path / "satker.csv", StringIO()
    path.write_bytes(file_of(NATION, PROVINCE))

    call_command("load_units", str(path), stdout=out)

    assert out.getvalue() == "Satker: 2 baru, 0 berubah, 0 tetap.\n"


def test_the_command_takes_the_shipped_file_by_itself():
    out = StringIO()

    call_command("load_units", stdout=out)

    assert out.getvalue() == "Satker: 553 baru, 0 berubah, 0 tetap.\n"


def test_the_command_names_each_wrong_row(tmp_path):
    path, errors = tmp_path / "satker.csv", StringIO()
    path.write_bytes(file_of(NATION, REGENCY))

    with pytest.raises(CommandError, match="Tidak ada yang dimuat"):
        call_command("load_units", str(path), stderr=errors)

    assert errors.getvalue() == "Baris 3: Satker atasan 12 tidak dikenal.\n"


def test_a_file_that_is_not_there_is_one_sentence(tmp_path):
    with pytest.raises(CommandError, match="tidak dapat dibaca"):
        call_command("load_units", str(tmp_path / "tiada.csv"))
