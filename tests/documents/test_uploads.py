"""Files of the public: what they are, what they must not be, what is left of them."""

import io
import struct
import zipfile
import zlib

import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from complaints import files as store
from complaints.models import File
from documents.uploads import cleaner, images, offices, pdfs, videos
from documents.uploads.cleaning import NotTaken, clean, clean_all
from documents.uploads.refused import Refused
from documents.uploads.stored import put_away, read, response
from tests.complaints.factories import Desks, a_file, make_complaint

PLANTED = b"Penulis Rahasia Sekali"
TEXT = PLANTED.decode()


def upload(name, data):
    return SimpleUploadedFile(name, data)


def a_jpeg(size=(60, 40), *, exif=True):
    picture = Image.new("RGB", size, "navy")
    out = io.BytesIO()
    told = Image.Exif()
    if exif:
        told[0x010F] = TEXT
        told[0x0112] = 6
        told.get_ifd(0x8825)[1] = "S"
        told.get_ifd(0x8825)[2] = (6.0, 10.0, 30.0)
    picture.save(out, "JPEG", exif=told, comment=PLANTED)
    return out.getvalue()


def a_png(size=(60, 40)):
    from PIL.PngImagePlugin import PngInfo

    told = PngInfo()
    told.add_text("Author", TEXT)
    told.add_itxt("XML:com.adobe.xmp", TEXT)
    out = io.BytesIO()
    Image.new("RGBA", size, "navy").save(out, "PNG", pnginfo=told)
    return out.getvalue()


def a_pdf(change=None, **named):
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.docinfo["/Author"] = TEXT
    with pdf.open_metadata() as told:
        told["dc:creator"] = [TEXT]
    photo = pdf.make_stream(a_jpeg())
    photo.Filter, photo.Subtype = pikepdf.Name.DCTDecode, pikepdf.Name.Image
    pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=photo))
    if change:
        change(pdf)
    out = io.BytesIO()
    pdf.save(out, **named)
    return out.getvalue()


CORE = f"<cp:coreProperties><dc:creator>{TEXT}</dc:creator></cp:coreProperties>"


def a_docx(main="word/document.xml", **parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(main, f'<w:ins w:author="{TEXT}">Isi surat</w:ins>')
        archive.writestr("docProps/core.xml", CORE)
        archive.writestr("word/media/foto.jpeg", a_jpeg())
        archive.writestr("word/media/foto.png", a_png())
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def box(kind, content):
    return struct.pack(">I", 8 + len(content)) + kind + content


def an_mp4():
    dated = box(b"mvhd", b"\x00\x00\x00\x00" + b"\xe0\x11\x22\x33" * 2 + bytes(80))
    place = box(b"udta", box(b"\xa9xyz", b"+06.1-106.8" + PLANTED))
    moov = box(b"moov", dated + box(b"trak", place) + place)
    return (
        box(b"ftyp", b"isom\x00\x00\x02\x00isommp42")
        + moov
        + box(b"uuid", bytes(16) + PLANTED)
        + box(b"mdat", b"gambar dan suara")
    )


GOOD = {
    "foto.jpg": a_jpeg,
    "foto.JPEG": a_jpeg,
    "foto.png": a_png,
    "surat.pdf": a_pdf,
    "surat.docx": a_docx,
    "tabel.xlsx": lambda: a_docx("xl/workbook.xml"),
    "video.mp4": an_mp4,
}


@pytest.mark.rule(52, 69)
@pytest.mark.parametrize("name", list(GOOD))
def test_each_kind_is_taken_and_what_tells_about_its_maker_is_gone(name):
    data = GOOD[name]()
    assert PLANTED in data or name.endswith(("docx", "xlsx"))

    taken = clean(upload(name, data))

    assert PLANTED not in taken.data
    assert taken.kind in {"JPG", "PNG", "PDF", "DOCX", "XLSX", "MP4"}
    if taken.kind in {"DOCX", "XLSX"}:
        with zipfile.ZipFile(io.BytesIO(taken.data)) as archive:
            assert archive.testzip() is None
            assert not any(PLANTED in archive.read(n) for n in archive.namelist())


@pytest.mark.rule(52, 69)
def test_a_photograph_loses_its_place_and_stands_upright():
    taken = clean(upload("foto.jpg", a_jpeg((60, 40))))

    left = Image.open(io.BytesIO(taken.data))
    assert left.size == (40, 60)
    assert not left.getexif()
    assert "comment" not in left.info


@pytest.mark.rule(69)
def test_a_photograph_inside_a_pdf_loses_its_place_too():
    with pikepdf.open(io.BytesIO(pdfs.clean(a_pdf()))) as pdf:
        photo = pdf.pages[0].Resources.XObject.Im.read_raw_bytes()

        assert PLANTED not in photo
        assert Image.open(io.BytesIO(photo)).size == (60, 40)
        assert pikepdf.Name.Metadata not in pdf.Root
        assert pikepdf.Name.Info not in pdf.trailer


@pytest.mark.rule(52, 69)
def test_a_photograph_wrapped_twice_loses_its_place_too():
    def wrap(pdf):
        photo = pdf.pages[0].Resources.XObject.Im
        name = pikepdf.Name
        packed = zlib.compress(a_jpeg())
        filters = pikepdf.Array([name.FlateDecode, name.DCTDecode])
        photo.write(packed, filter=filters)

    with pikepdf.open(io.BytesIO(pdfs.clean(a_pdf(wrap)))) as pdf:
        photo = pdf.pages[0].Resources.XObject.Im.read_raw_bytes()

    assert PLANTED not in photo
    assert Image.open(io.BytesIO(photo)).size == (60, 40)


@pytest.mark.rule(52, 69)
def test_a_remark_in_the_margin_of_a_pdf_loses_its_writer():
    def remark(pdf):
        note = pikepdf.Dictionary(
            Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], T=TEXT, Contents="Lihat ini"
        )
        pdf.pages[0].Annots = pikepdf.Array([note])

    with pikepdf.open(io.BytesIO(pdfs.clean(a_pdf(remark)))) as pdf:
        [note] = pdf.pages[0].Annots

    assert "/T" not in note
    assert note.Contents == "Lihat ini"


@pytest.mark.rule(52, 69)
def test_the_way_of_a_car_is_wiped_from_its_video():
    spare = box(b"free", PLANTED) + box(b"moov", box(b"gps ", PLANTED))

    assert PLANTED not in videos.clean(an_mp4() + spare)


@pytest.mark.rule(52, 69)
@pytest.mark.parametrize(
    "told",
    [
        f"<comments><authors><author>{TEXT}</author></authors></comments>",
        f'<personList><person displayName="{TEXT}" userId="{TEXT}"/></personList>',
        f"<w:ins w:author='{TEXT}'/>",
        f'<fileSharing userName="{TEXT}"/>',
        f'<x15ac:absPath url="C:\\Users\\{TEXT}\\" xmlns:x15ac="x"/>',
    ],
)
def test_a_workbook_loses_who_wrote_in_it_and_where_it_lay(told):
    data = a_docx("xl/workbook.xml", **{"xl/bagian.xml": told})

    with zipfile.ZipFile(io.BytesIO(offices.clean("XLSX", data))) as archive:
        assert PLANTED not in archive.read("xl/bagian.xml")


def test_a_video_keeps_pictures_and_sound_where_they_lay():
    wiped = videos.clean(an_mp4())

    assert len(wiped) == len(an_mp4())
    assert b"gambar dan suara" in wiped
    assert b"106.8" not in wiped
    assert b"\xe0\x11\x22\x33" not in wiped


# ---- lies

LIES = [
    ("surat.pdf", b"MZ\x90\x00", "bukan PDF"),
    ("surat.pdf", b"<html><script>", "bukan PDF"),
    ("foto.jpg", b"%PDF-1.7", "bukan JPG"),
    ("foto.png", b"GIF89a", "bukan PNG"),
    ("foto.jpg", b"", "kosong"),
    ("video.mp4", b"\x00\x00\x00\x18ftypqqqq", "bukan MP4"),
    ("surat.docx", b"%PDF-1.7", "bukan DOCX"),
    ("program.exe", b"MZ", "tidak kami terima"),
    ("gambar.svg", b"<svg onload=alert(1)>", "tidak kami terima"),
    ("halaman.html", b"<script>", "tidak kami terima"),
    ("makro.docm", b"PK\x03\x04", "tidak kami terima"),
    ("arsip.zip", b"PK\x03\x04", "tidak kami terima"),
    ("tanpa-akhiran", b"%PDF-1.7", "tidak kami terima"),
    ("kuitansi\u202egnp.exe", b"MZ", "tidak kami terima"),
    ("foto.jpg", b"\xff\xd8\xff" + bytes(100), "tidak dapat dibuka"),
    ("foto.png", b"\x89PNG\r\n\x1a\n" + bytes(100), "tidak dapat dibuka"),
    ("surat.pdf", b"%PDF-1.7\n%rusak", "tidak dapat dibuka"),
    ("surat.docx", b"PK\x03\x04" + bytes(60), "tidak dapat dibuka"),
    ("tabel.xlsx", a_docx(), "tidak dapat dibuka"),
    ("video.mp4", box(b"ftyp", b"isom0000") + b"\xff" * 30, "tidak dapat dibuka"),
]


@pytest.mark.rule(69)
@pytest.mark.parametrize(("name", "data", "words"), LIES)
def test_what_is_not_what_its_name_says_is_refused_in_words(name, data, words):
    with pytest.raises(NotTaken, match=words):
        clean(upload(name, data))


# ---- what runs


def with_script(pdf):
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert")


def with_launch(pdf):
    action = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, A=action)
    pdf.pages[0].Annots = pikepdf.Array([link])


def with_names(pdf):
    names = pikepdf.Dictionary(Names=pikepdf.Array([]))
    pdf.Root.Names = pikepdf.Dictionary(JavaScript=names)


def with_attachment(pdf):
    pdf.attachments["x.exe"] = pikepdf.AttachedFileSpec(pdf, b"MZ", filename="x.exe")


def with_form_script(pdf):
    pdf.Root.AcroForm = pikepdf.Dictionary(XFA=pdf.make_stream(b"<xdp/>"))


def with_key_script(pdf):
    pdf.pages[0].AA = pikepdf.Dictionary(
        O=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pdf.make_stream(b"x()"))
    )


@pytest.mark.rule(69)
@pytest.mark.parametrize(
    "change",
    [
        with_script,
        with_launch,
        with_names,
        with_attachment,
        with_form_script,
        with_key_script,
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_a_pdf_that_runs_something_is_refused(change, packed):
    mode = pikepdf.ObjectStreamMode
    data = a_pdf(change, object_stream_mode=mode.generate if packed else mode.disable)

    with pytest.raises(Refused, match="active"):
        pdfs.clean(data)


def test_a_pdf_with_a_plain_link_is_taken():
    def link(pdf):
        action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://contoh.invalid")
        pdf.pages[0].Annots = pikepdf.Array([pikepdf.Dictionary(A=action)])

    assert pdfs.clean(a_pdf(link)).startswith(b"%PDF-")


def test_a_locked_pdf_is_refused():
    with pytest.raises(Refused, match="locked"):
        pdfs.clean(a_pdf(encryption=pikepdf.Encryption(user="a", owner="b")))


RELATION = '<Relationship Type="x/{}" Target="http://contoh.invalid" {}/>'
OUTSIDE = 'TargetMode="External"'


@pytest.mark.rule(69)
@pytest.mark.parametrize(
    "parts",
    [
        {"word/vbaProject.bin": "x"},
        {"word/activeX/activeX1.xml": "x"},
        {"word/embeddings/oleObject1.bin": "x"},
        {"xl/macrosheets/sheet1.xml": "x"},
        {"word/jahat.exe": "MZ"},
        {"customUI/customUI.xml": "x"},
        {"word/_rels/a.rels": RELATION.format("attachedTemplate", OUTSIDE)},
        {"word/_rels/a.rels": RELATION.format("oleObject", OUTSIDE)},
        {"word/_rels/a.rels": RELATION.format("image", OUTSIDE.replace('"', "'"))},
        {"word/_rels/A.RELS": RELATION.format("image", OUTSIDE)},
        {"word/_rels/a.rels": RELATION.format("image", 'TargetMode="&#69;xternal"')},
        {
            "word/_rels/a.rels": RELATION.format("image", OUTSIDE).replace(
                "contoh.invalid", "contoh.invalid/hyperlink"
            )
        },
    ],
)
def test_an_office_file_that_runs_something_is_refused(parts):
    with pytest.raises(Refused, match="active"):
        offices.clean("DOCX", a_docx(**parts))


@pytest.mark.rule(69)
@pytest.mark.parametrize(
    "content",
    [
        RELATION.format("image", OUTSIDE).encode("utf-16"),
        b'<!DOCTYPE a [<!ENTITY b "c">]><Relationships>&b;</Relationships>',
        b"<Relationships>",
    ],
)
def test_links_that_cannot_be_read_plainly_are_refused(content):
    with pytest.raises(Refused, match="broken"):
        offices.clean("DOCX", a_docx(**{"word/_rels/a.rels": content}))


def test_an_office_file_with_a_plain_link_is_taken():
    parts = {"word/_rels/a.rels": RELATION.format("hyperlink", OUTSIDE)}

    assert offices.clean("DOCX", a_docx(**parts)).startswith(b"PK")


# ---- what swells


@pytest.mark.rule(69)
@pytest.mark.parametrize(
    "parts",
    [
        {"word/bom.xml": "0" * 30_000_000},
        {f"word/{n}.xml": "x" for n in range(2_100)},
        {f"word/{n}.xml": "abcdefghij" * 800_000 for n in range(8)},
    ],
)
def test_a_zip_bomb_is_refused(parts):
    with pytest.raises(Refused, match="bomb"):
        offices.clean("DOCX", a_docx(**parts))


def test_a_bomb_that_lies_about_its_size_is_refused():
    data = bytearray(a_docx(**{"word/bom.xml": "0" * 70_000_000}))
    size = struct.pack("<I", 70_000_000)
    while (at := data.find(size)) >= 0:
        data[at : at + 4] = struct.pack("<I", 4_000)

    with pytest.raises(Refused):
        offices.clean("DOCX", bytes(data))


@pytest.mark.rule(69)
def test_a_picture_of_too_many_pixels_is_refused_by_its_head():
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    chunk = b"IHDR" + head
    data = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk
    data += struct.pack(">I", zlib.crc32(chunk))

    with pytest.raises(Refused, match="huge"):
        images.clean("PNG", data + struct.pack(">I", 0) + b"IEND\xaeB`\x82")


def test_a_large_photograph_is_read_at_a_smaller_scale():
    out = io.BytesIO()
    Image.new("RGB", (8_000, 6_000), "navy").save(out, "JPEG", quality=30)

    left = Image.open(io.BytesIO(images.clean("JPG", out.getvalue())))

    assert left.size == (4_000, 3_000)


def test_a_cleaner_that_dies_or_hangs_is_a_refusal(monkeypatch):
    from documents.uploads import cleaning

    monkeypatch.setattr(cleaning, "PATIENCE", 0.001)
    with pytest.raises(NotTaken, match="membengkak"):
        clean(upload("foto.png", a_png()))


def test_a_parser_that_warns_before_it_gives_up_is_a_refusal_too():
    told = struct.pack("<HHHII", 5, 0x011A, 5, 1, 9_999)
    out = io.BytesIO()
    picture = Image.effect_noise((200, 100), 50)
    picture.save(out, "JPEG", exif=b"Exif\0\0II*\0\x08\0\0\0" + told)
    data = out.getvalue()
    after_density = 4 + int.from_bytes(data[4:6])

    with pytest.raises(NotTaken, match="tidak dapat dibuka"):
        clean(upload("foto.jpg", data[:2] + data[after_density : len(data) // 2]))


def test_while_others_are_being_cleaned_a_file_is_to_come_again(monkeypatch):
    from documents.uploads import cleaning

    monkeypatch.setattr(cleaning, "PATIENCE", 0.01)
    with cleaning.AT_ONCE, cleaning.AT_ONCE, pytest.raises(NotTaken, match="sibuk"):
        clean(upload("foto.png", a_png()))


def test_an_unknown_kind_is_no_kind():
    with pytest.raises(KeyError):
        cleaner.clean("EXE", a_docx())


def test_room_is_counted_by_what_was_taken():
    files = [upload("a.exe", b"MZ"), *(upload(f"{n}.png", a_png()) for n in range(3))]

    taken, faults = clean_all(files, room=2)

    assert [one.name for one in taken] == ["0.png", "1.png"]
    assert len(faults) == 2


# ---- the vault


@pytest.mark.django_db
class TestStore:
    @pytest.mark.rule(69)
    def test_a_file_lies_sealed_under_a_random_name(self):
        Desks()
        make_complaint(files=[a_file("kuitansi rahasia.png", b"isi berkas")])

        file = File.objects.get()
        with default_storage.open(file.stored_as) as stored:
            raw = stored.read()
        assert b"isi berkas" not in raw
        assert "kuitansi" not in file.stored_as
        assert read(file) == b"isi berkas"
        assert file.about["name"] == "kuitansi rahasia.png"

    @pytest.mark.rule(52, 69)
    def test_a_file_is_saved_and_never_shown(self):
        Desks()
        make_complaint(files=[a_file()])

        answer = response(File.objects.get())

        assert answer["Content-Type"] == "application/octet-stream"
        assert answer["Content-Disposition"].startswith("attachment;")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in answer["Cache-Control"]

    def test_files_of_forms_that_never_came_are_removed_after_an_hour(self):
        Desks()
        make_complaint(files=[a_file()])
        waiting = put_away(File, [a_file("a.png"), a_file("b.png")])
        store.keep(waiting, "f" * 64)
        File.objects.filter(pk=waiting[0].pk).update(at="2026-01-01T00:00Z")

        assert store.forget_old() == 1

        assert not default_storage.exists(waiting[0].stored_as)
        assert default_storage.exists(waiting[1].stored_as)
        assert File.objects.count() == 2

    def test_a_kept_file_counts_for_an_hour_only(self):
        store.keep(put_away(File, [a_file()]), "f" * 64)
        assert len(store.kept("f" * 64)) == 1

        File.objects.update(at="2026-01-01T00:00Z")

        assert store.kept("f" * 64) == []
