"""Names from elsewhere on a terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vipsort.photo.escape import shown


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("\x1b[31mred", r"\x1b[31mred"),
        ("a\nb\rc\td", r"a\x0ab\x0dc\x09d"),
        ("\x7f\x9b", r"\x7f\x9b"),
        ("gpj.\u202eexe", r"gpj.\u202eexe"),
        ("\u2028\u2066\ufeff\u200b\u061c", r"\u2028\u2066\ufeff\u200b\u061c"),
        ("no utf-8 \udcff\udc80", r"no utf-8 \xff\x80"),
        ("\ud800", r"\ud800"),
    ],
)
def test_what_could_move_a_cursor_is_written_out(text: str, written: str) -> None:
    assert shown(text) == written


@pytest.mark.parametrize(
    "text", ["", "IMG_0001.jpg", "Fête à Genève", "写真 🙂", r"back\slash", "a\N{NO-BREAK SPACE}b"]
)
def test_what_is_harmless_stays_as_it_is(text: str) -> None:
    assert shown(text) == text


@given(st.text(st.characters()))
def test_whatever_is_shown_is_one_line_that_can_be_encoded(text: str) -> None:
    written = shown(text)
    written.encode()
    assert len(written.splitlines()) <= 1
    assert shown(written) == written
