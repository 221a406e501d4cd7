"""Which sidecar belongs to which picture, by their names."""

from unicodedata import normalize

import pytest

from vipsort.photo.dates.sidecars import takeout_sidecar, xmp_sidecar

LONG = "Screenshot_2024-01-14-14-13-33-16_948cd9899890cbd5c2798760b2b95377.jpg"
FACES = "😀😃😄😁😆😅😂🤣🥲☺️😊😇🙂🙃😉😌😍🥰😘😗😙😚😋"
CUT_STEM = "123456789123456789123456789123456789_DSCN01"  # 43 characters


@pytest.mark.parametrize(
    ("name", "sidecar"),
    [
        ("x.jpg", "x.jpg.xmp"),
        ("x.jpg", "x.xmp"),
        ("x.jpg", "x.jpg.XMP"),
        ("x.jpg", "x.Xmp"),
        ("x.JPG", "x.jpg.xmp"),
        ("x.jpg", "x.JPG.xmp"),
        ("x", "x.xmp"),
        (".x", ".x.xmp"),
        ("a.b.jpg", "a.b.xmp"),
    ],
)
def test_an_xmp_sidecar_is_named_after_its_picture(name: str, sidecar: str) -> None:
    assert xmp_sidecar(name, {name, sidecar}) == sidecar


def test_the_sidecar_with_the_whole_name_is_the_nearer_one() -> None:
    assert xmp_sidecar("x.jpg", {"x.xmp", "x.jpg.XMP"}) == "x.jpg.XMP"


@pytest.mark.parametrize("other", ["y.xmp", "x.cr2.xmp", "X.xmp", "x.jpg.xmp.bak", "a.xmp"])
def test_the_xmp_of_another_picture_is_left_alone(other: str) -> None:
    assert xmp_sidecar("x.jpg", {other}) is None


@pytest.mark.parametrize(
    ("name", "sidecar"),
    [
        ("IMG.jpg", "IMG.jpg.json"),
        ("IMG.jpg", "IMG.jpg.supplemental-metadata.json"),
        ("IMG.jpg", "IMG.jpg.supplemental-me.json"),
        ("IMG.jpg", "IMG.jpg.s.json"),
        ("IMG.jpg", "IMG.jpg..json"),
        ("PXL_20210512_235959123.MP.jpg", "PXL_20210512_235959123.MP.jpg.supplemental-met.json"),
        ("IMG(2).jpg", "IMG.jpg(2).json"),
        ("IMG(2).jpg", "IMG.jpg.supplemental-metadata(2).json"),
        ("IMG(2).jpg", "IMG.jpg.supplemental-me(2).json"),
        ("IMG(2).jpg", "IMG(2).jpg.json"),
        ("Bild(3).(2)(3).jpg", "Bild(3).(2).jpg(3).json"),
        ("IMG-edited.jpg", "IMG.jpg.json"),
        ("IMG-edited.jpg", "IMG.jpg.supplemental-meta.json"),
        ("IMG-EDITED.JPG", "IMG.JPG.json"),
        ("IMG-bearbeitet.jpg", "IMG.jpg.json"),
        ("IMG-ha editado.jpg", "IMG.jpg.json"),
        ("IMG-modifié.jpg", "IMG.jpg.json"),
        (normalize("NFD", "IMG-modifié.jpg"), "IMG.jpg.json"),
        ("IMG-編集済み.jpg", "IMG.jpg.json"),
        ("IMG-edited(2).jpg", "IMG.jpg(2).json"),
        ("IMG(2)-edited.jpg", "IMG.jpg(2).json"),
        ("IMG_0001-edited.jpg", "IMG_0001.HEIC.supplemental-metadata.json"),
        (LONG, "Screenshot_2024-01-14-14-13-33-16_948cd9899890.json"),
        (f"{FACES}😛.jpg", f"{FACES}.json"),
        (
            "original_1d4caa6f-16c6-4c3d-901b-9387de10e528_P(1).jpg",
            "original_1d4caa6f-16c6-4c3d-901b-9387de10e528_(1).json",
        ),
        (f"{CUT_STEM}-edi.jpg", f"{CUT_STEM}.jpg.json"),
        (f"{CUT_STEM[:-2]}-ha ed.jpg", f"{CUT_STEM[:-2]}.jpg.json"),
    ],
)
def test_google_names_its_json_after_the_picture(name: str, sidecar: str) -> None:
    assert takeout_sidecar(name, {name, sidecar}) == sidecar


@pytest.mark.parametrize(
    ("name", "sidecar"),
    [(LONG, "Screenshot_2024-01-14-14-13-33-16_948cd9899890.json"), (f"{FACES}😛.jpg", f"{FACES}.json")],
)
def test_google_cuts_at_51_characters_of_utf_16(name: str, sidecar: str) -> None:
    assert len(sidecar.encode("utf-16-le")) == 2 * 51
    assert takeout_sidecar(name, {sidecar}) == sidecar


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("IMG(2).jpg", "IMG.jpg.json"),
        ("IMG(2).jpg", "IMG.jpg(1).json"),
        ("IMG.jpg", "IMG.jpg(2).json"),
        ("IMG.jpg", "IMG-edited.jpg.json"),
        ("IMG-edited(2).jpg", "IMG.jpg.json"),
        ("IMG.jpg", "IMG.jpg.supplemental-data.json"),
        ("IMG.jpg", "IMG.png.json"),
        ("IMG.jpg", "metadata.json"),
        ("short-edi.jpg", "short.jpg.json"),
        (f"{CUT_STEM}-xyz.jpg", f"{CUT_STEM}.jpg.json"),
        (LONG, "Screenshot_2024-01-14-14-13-33-16_948cd989989.json"),
    ],
)
def test_the_json_of_another_picture_is_left_alone(name: str, other: str) -> None:
    assert takeout_sidecar(name, {other}) is None


def test_an_edited_picture_with_json_of_its_own_uses_that() -> None:
    assert takeout_sidecar("a-mix.jpg", {"a.jpg.json", "a-mix.jpg.json"}) == "a-mix.jpg.json"


def test_an_edited_picture_prefers_the_original_of_its_own_kind() -> None:
    assert takeout_sidecar("a-edited.jpg", {"a.HEIC.json", "a.jpg.json"}) == "a.jpg.json"
