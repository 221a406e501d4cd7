"""What a file may be called."""

import unicodedata
from itertools import islice

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vipsort.photo.formats import Format
from vipsort.photo.naming import LONGEST_PART, folded, legal, legal_folder, numbered_names, right_ending, split_name

NAMES = st.text(st.characters(exclude_characters="/\0"), max_size=300)
FORBIDDEN = set('<>:"/\\|?*') | {chr(code) for code in range(32)}
DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}


@pytest.mark.parametrize(
    ("filename", "stem", "ending"),
    [
        ("a.jpg", "a", ".jpg"),
        ("a.b.JPEG", "a.b", ".JPEG"),
        ("holiday.2019", "holiday.2019", ""),
        ("a", "a", ""),
        (".jpg", ".jpg", ""),
        ("a.", "a.", ""),
        ("a.abcdef", "a.abcdef", ""),
        ("a.j pg", "a.j pg", ""),
        ("a.3fr", "a", ".3fr"),
        ("a.3gp", "a", ".3gp"),
        ("a.jp2", "a", ".jp2"),
        ("Mr. Smith", "Mr. Smith", ""),
    ],
)
def test_a_name_is_split_into_stem_and_ending(filename: str, stem: str, ending: str) -> None:
    assert split_name(filename) == (stem, ending)


@given(NAMES)
def test_stem_and_ending_are_the_whole_name(filename: str) -> None:
    assert "".join(split_name(filename)) == filename


@pytest.mark.parametrize(
    ("ending", "format_", "right"),
    [
        (".jpg", Format.JPEG, ".jpg"),
        (".JPEG", Format.JPEG, ".JPEG"),
        (".jpg", Format.PNG, ".png"),
        ("", Format.JPEG, ".jpg"),
        (".nef", Format.RAW, ".nef"),
        (".heif", Format.HEIC, ".heif"),
        (".heic", Format.JPEG, ".jpg"),
        (".tiff", Format.TIFF, ".tiff"),
        (".txt", Format.WEBP, ".webp"),
    ],
)
def test_a_wrong_ending_is_corrected_and_a_right_one_kept(ending: str, format_: Format, right: str) -> None:
    assert right_ending(ending, format_) == right


@pytest.mark.parametrize(
    ("part", "name"),
    [
        ("IMG_0001", "IMG_0001"),
        ("Fête", "Fête"),
        ("Fe\u0302te", "Fête"),
        ("a:b?c", "a_b_c"),
        ("a/b\\c", "a_b_c"),
        ("trailing. ", "trailing"),
        ("..", "_"),
        (".", "_"),
        ("", "_"),
        (" ", "_"),
        ("\x1b[31m", "_x1b[31m"),
        ("\udcff", "_xff"),
        (".hidden", ".hidden"),
    ],
)
def test_a_name_is_made_legal(part: str, name: str) -> None:
    assert legal(part) == name


@pytest.mark.parametrize("part", ["CON", "con", "NUL", "Aux", "COM1", "lpt9", "CON.", "con ", "nul.tar", "COM1.2019"])
def test_no_stem_is_a_device_of_windows(part: str) -> None:
    assert legal(part).split(".")[0].lower() not in DEVICES


@given(NAMES)
@example("con\N{NO-BREAK SPACE}.")
@example("a" * (LONGEST_PART - 1) + "\N{GRINNING FACE}")
@example("CON" + " " * 300)
@example("..\udc80")
def test_whatever_the_name_was_it_is_legal_on_every_share(part: str) -> None:
    name = legal(part)
    assert name
    assert not FORBIDDEN & set(name)
    assert name == name.rstrip(". ")
    assert name.split(".")[0].lower() not in DEVICES
    assert len(name.encode()) <= LONGEST_PART
    assert unicodedata.is_normalized("NFC", name)


@given(NAMES)
def test_a_legal_name_is_left_alone(part: str) -> None:
    assert legal(legal(part)) == legal(part)


@pytest.mark.parametrize(
    ("path", "folder"),
    [
        ("2019/07", "2019/07"),
        ("", ""),
        ("/a//b/", "a/b"),
        ("../../etc", "etc"),
        ("a/./b", "a/b"),
        ("a:/b?", "a_/b_"),
        ("nul/x", legal("nul") + "/x"),
    ],
)
def test_a_folder_never_leads_up_or_out(path: str, folder: str) -> None:
    assert legal_folder(path) == folder


@pytest.mark.parametrize(
    ("one", "other"),
    [("B.JPG", "b.jpg"), ("é", "e\u0301"), ("É", "e\u0301"), ("straße", "STRASSE"), ("\u017f", "S"), ("Å", "\u212b")],
)
def test_names_that_some_share_takes_for_the_same_are_the_same(one: str, other: str) -> None:
    assert folded(one) == folded(other)


def test_different_names_stay_different() -> None:
    assert len({folded(name) for name in ("a", "b", "á", "a/b", "a-2")}) == 5


@given(st.text(st.characters()))
def test_folding_twice_changes_nothing(name: str) -> None:
    assert folded(folded(name)) == folded(name)


@pytest.mark.parametrize(
    ("folder", "names"),
    [
        ("", ["IMG.jpg", "IMG-2.jpg", "IMG-3.jpg"]),
        ("2019/07", ["2019/07/IMG.jpg", "2019/07/IMG-2.jpg", "2019/07/IMG-3.jpg"]),
    ],
)
def test_a_taken_name_is_numbered_from_two(folder: str, names: list[str]) -> None:
    assert list(islice(numbered_names(folder, "IMG", ".jpg"), 3)) == names


@pytest.mark.parametrize("name", [".vipsort", ".VipSort", ".vipsort-0123456789abcdef"])
def test_nothing_is_called_like_our_own_state(name: str) -> None:
    assert legal(name) == legal_folder(name) == f"_{name}"


@given(st.from_regex(r"[A-Za-z0-9_-]{1,110}", fullmatch=True))
def test_a_camera_s_name_stays_for_the_same_reasons_as_any_other(part: str) -> None:
    # Most names are let through unlooked at; with a letter of another script in front none is.
    assert legal(part) == legal(f"é{part}").removeprefix("é") or part.lower() in DEVICES
