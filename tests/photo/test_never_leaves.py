"""Whatever stands in a picture's name, its metadata or a template, where it goes is below DST and legal."""

import posixpath
from dataclasses import replace
from datetime import datetime
from itertools import islice

from hypothesis import example, given, settings
from hypothesis import strategies as st

from make import PHOTO, SOURCE
from vipsort.photo.dates.evidence import Candidate
from vipsort.photo.decide import quarantine, wanted_name
from vipsort.photo.errors import UsageError
from vipsort.photo.escape import shown
from vipsort.photo.formats import Format
from vipsort.photo.model import Photo, Plan, Verdict
from vipsort.photo.moment import Moment, Precision
from vipsort.photo.naming import OURS, folded, legal, numbered_names
from vipsort.photo.policy import Arrangement
from vipsort.photo.template import LAYOUT_FIELDS, NAME_FIELDS, Template
from vipsort.photo.work import Copy

WORDS = st.text(st.characters(), max_size=120) | st.text("./\\\0:~ -CON\x1b\u202e\udcffa{}", max_size=400)
NAMES = st.text(st.characters(exclude_characters="/\0"), min_size=1, max_size=255)
PIECES = st.sampled_from(["/", "..", "../", ".", " ", "\\", "C:", OURS, "x", "\x1b", "~"])
LAYOUTS = st.lists(PIECES | st.sampled_from([f"{{{name}}}" for name in LAYOUT_FIELDS]), max_size=8).map("".join)
TITLES = st.lists(PIECES | st.sampled_from([f"{{{name}}}" for name in NAME_FIELDS]), max_size=8).map("".join)
MOMENTS = st.builds(Moment, st.datetimes(datetime.fromisoformat("0001-01-01")), st.sampled_from(Precision))


@st.composite
def photos(draw: st.DrawFn) -> Photo:
    """A picture whose name, folder and metadata somebody made up."""
    folders = draw(st.lists(NAMES.filter(lambda name: name not in {".", ".."}), max_size=3))
    source = replace(SOURCE, name="/".join([*folders, draw(NAMES)]))
    moment = draw(st.none() | MOMENTS)
    date = Candidate("exif", "", moment, "") if moment else None
    return replace(PHOTO, source=source, date=date, make=draw(WORDS), model=draw(WORDS))


@settings(max_examples=400, derandomize=True, deadline=None, database=None)
@given(photos(), LAYOUTS, TITLES, st.sampled_from([None, *Format]), WORDS)
@example(replace(PHOTO, make="..", model="../.."), "{make}/{model}", "{stem}", Format.JPEG, "../..")
def test_no_words_lead_out_of_the_target(
    photo: Photo, layout: str, title: str, format_: Format | None, aside: str
) -> None:
    try:
        arrangement = Arrangement(Template.layout(layout), Template.name(title), aside, aside, aside)
    except UsageError:
        return
    for plan in (Plan(Verdict.PLACED, Copy(check=False)), quarantine("broken", arrangement)):
        for path in islice(numbered_names(*wanted_name(photo, plan, format_, arrangement)), 3):
            assert posixpath.normpath(f"/dst/{path}") == f"/dst/{path}"
            for part in path.split("/"):
                assert len(part.encode()) <= 255
                assert shown(part) == part
                assert not set('<>:"/\\|?*') & set(part)
                assert not folded(part).startswith(OURS)


@given(NAMES)
def test_a_name_that_was_made_legal_stays_one_name(name: str) -> None:
    once = legal(name)
    assert legal(once) == once
    assert folded(legal(once)) == folded(once)
