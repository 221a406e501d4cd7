"""The decisions about a picture."""

from dataclasses import replace

import pytest

from make import PHOTO, SOURCE, taken
from vipsort.photo.decide import carried_out, failed, foreseen, judge, outcome, quarantine, wanted_name
from vipsort.photo.errors import Unfit, Unreachable
from vipsort.photo.formats import Format
from vipsort.photo.header import Header
from vipsort.photo.making import Bound, Making, Step
from vipsort.photo.model import Outcome, Photo, Plan, Rendered, Twin, Verdict
from vipsort.photo.policy import Arrangement, Duplicates, Others, Policy, Selection, Treatment
from vipsort.photo.resize import Size
from vipsort.photo.template import Template
from vipsort.photo.work import Copy, Recipe, Redescribe

TWIN = Twin("b.jpg", "2019/b.jpg")
TEXT = replace(PHOTO, source=replace(SOURCE, name="2019/notes.txt"), format=None, header=None)
BROKEN = replace(PHOTO, format=None, header=None, flaw="a picture by name only")
DATED = replace(PHOTO, date=taken("2019:07:04 10:11:12"), make="Canon", model="EOS 5/6")
PLACE = Plan(Verdict.PLACED, Copy(check=True))


def duplicates(what: Duplicates) -> Policy:
    return Policy(arrangement=Arrangement(duplicates=what))


def test_a_sound_picture_is_placed() -> None:
    assert judge(PHOTO, None, Policy()) == PLACE


def test_a_file_touched_since_is_unchanged() -> None:
    judged = judge(PHOTO, Twin(SOURCE.name, "2019/a.jpg", is_itself=True), duplicates(Duplicates.KEEP))
    assert isinstance(judged, Outcome)
    assert judged.verdict is Verdict.UNCHANGED


def test_a_twin_is_left_out_and_told_where_the_first_one_lies() -> None:
    judged = judge(PHOTO, TWIN, duplicates(Duplicates.SKIP))
    assert isinstance(judged, Outcome)
    assert judged.verdict is Verdict.DUPLICATE
    assert (judged.target, judged.reason) == ("2019/b.jpg", "the same bytes as b.jpg")


def test_a_twin_is_put_aside_where_that_is_asked() -> None:
    aside = Plan(Verdict.DUPLICATE, Copy(check=False), "the same bytes as b.jpg", "Duplicates")
    assert judge(PHOTO, TWIN, duplicates(Duplicates.FOLDER)) == aside


def test_a_twin_is_a_picture_like_others_where_twins_are_kept() -> None:
    assert judge(PHOTO, TWIN, duplicates(Duplicates.KEEP)) == PLACE


def test_what_is_no_picture_is_skipped_or_copied() -> None:
    skipped = judge(TEXT, None, Policy())
    assert isinstance(skipped, Outcome)
    assert (skipped.verdict, skipped.reason) == (Verdict.SKIPPED, "not a picture")
    copied = judge(TEXT, None, Policy(Selection(others=Others.COPY)))
    assert copied == Plan(Verdict.PLACED, Copy(check=False))


@pytest.mark.parametrize("others", Others)
def test_a_broken_picture_goes_whole_to_its_folder(others: Others) -> None:
    judged = judge(BROKEN, None, Policy(Selection(others=others), Arrangement(corrupted_folder="Bad")))
    assert judged == Plan(Verdict.QUARANTINED, Copy(check=False), "a picture by name only", "Bad")
    assert judged == quarantine("a picture by name only", Arrangement(corrupted_folder="Bad"))


def test_a_broken_twin_is_left_out() -> None:
    judged = judge(BROKEN, TWIN, Policy())
    assert isinstance(judged, Outcome)
    assert judged.verdict is Verdict.DUPLICATE


def test_what_cannot_be_made_has_failed() -> None:
    long = replace(PHOTO, header=Header(Size(20_000, 10)))
    judged = judge(long, None, Policy(treatment=Treatment(format=Format.WEBP)))
    assert isinstance(judged, Outcome)
    assert judged.verdict is Verdict.FAILED
    assert judged.reason == "20000x10 is more than webp can hold (16383 a side)"


@pytest.mark.parametrize(("error", "bound"), [(Unfit("why"), None), (Unreachable("why"), Bound.UNREACHABLE)])
def test_what_nothing_fits_is_told_from_other_failures(error: Unfit, bound: Bound | None) -> None:
    told = failed(PHOTO, error)
    assert (told.verdict, told.reason, told.making) == (Verdict.FAILED, "why", Making(bound=bound))


def test_an_outcome_tells_the_date_and_where_it_is_from() -> None:
    told = outcome(DATED, Verdict.SKIPPED, "why")
    assert (str(told.date), told.date_source, told.digest) == (
        "2019-07-04T10:11:12",
        "exif:DateTimeOriginal",
        DATED.digest,
    )


@pytest.mark.parametrize(
    ("photo", "layout", "folder"),
    [
        (DATED, "{year}", "2019"),
        (DATED, "day", "2019/07/04"),
        (DATED, "{make}/{model}", "Canon/EOS 5-6"),
        (PHOTO, "{make}/{model}", "Unknown/Unknown"),
        (PHOTO, "{year}", "NoDate"),
        (PHOTO, "mirror", "2019"),
        (PHOTO, "flat", ""),
        (PHOTO, "../{folder}/../x", "2019/x"),
        (replace(PHOTO, date=taken("2019")), "{year}", "2019"),
        (replace(PHOTO, date=taken("2019")), "{year}/{month}", "NoDate"),
        (replace(PHOTO, source=replace(SOURCE, name="a:b/../c/x.jpg")), "mirror", "a_b/c"),
        (replace(PHOTO, make="../../etc", model="\x1b"), "{make}/{model}", "..-..-etc/_x1b"),
    ],
)
def test_the_layout_tells_the_folder(photo: Photo, layout: str, folder: str) -> None:
    assert wanted_name(photo, PLACE, Format.JPEG, Arrangement(Template.layout(layout)))[0] == folder


@pytest.mark.parametrize(
    ("photo", "name", "stem"),
    [
        (DATED, "{stem}", "IMG_0001"),
        (DATED, "{year}-{month}-{day} {stem}", "2019-07-04 IMG_0001"),
        (DATED, "{digest}", "d" * 16),
        (PHOTO, "{year} {stem}", "IMG_0001"),
        (replace(PHOTO, date=taken("2019-07-04")), "{hour}", "IMG_0001"),
        (replace(PHOTO, source=replace(SOURCE, name="con.jpg")), "{stem}", "con_"),
    ],
)
def test_the_template_tells_the_name(photo: Photo, name: str, stem: str) -> None:
    assert wanted_name(photo, PLACE, Format.JPEG, Arrangement(name=Template.name(name)))[1] == stem


@pytest.mark.parametrize(
    ("name", "format_", "ending"),
    [
        ("a.JPG", Format.JPEG, ".JPG"),
        ("a.png", Format.JPEG, ".jpg"),
        ("a", Format.WEBP, ".webp"),
        ("a.txt", None, ".txt"),
    ],
)
def test_the_content_tells_the_ending(name: str, format_: Format | None, ending: str) -> None:
    photo = replace(PHOTO, source=replace(SOURCE, name=name))
    assert wanted_name(photo, PLACE, format_, Arrangement())[2] == ending


def test_what_is_set_aside_keeps_its_own_name_and_ending() -> None:
    photo = replace(DATED, source=replace(SOURCE, name="x/a?.PNG"))
    plan = quarantine("cut short", Arrangement())
    wanted = wanted_name(photo, plan, Format.JPEG, Arrangement(name=Template.name("{digest}")))
    assert wanted == ("Corrupted", "a_", ".PNG")


def test_what_rendering_gives_is_foreseen() -> None:
    seen = foreseen(Recipe(Format.WEBP, Size(10, 10)))
    assert seen
    assert seen.format is Format.WEBP
    assert foreseen(Copy(check=True)) is None
    described = foreseen(Redescribe("none", check=True))
    assert described
    assert described.format is Format.JPEG


def test_what_was_copied_has_its_own_bytes() -> None:
    done = carried_out(PHOTO, PLACE, None)
    assert (done.bytes_out, done.placed_digest, done.making.bound) == (SOURCE.size, PHOTO.digest, None)


def test_why_its_bytes_stayed_is_told() -> None:
    done = carried_out(PHOTO, replace(PLACE, bound=Bound.FITS), None)
    assert (done.bytes_out, done.making) == (SOURCE.size, Making(bound=Bound.FITS))


def test_what_was_not_worth_it_is_told_to_be_the_original() -> None:
    done = carried_out(PHOTO, Plan(Verdict.PLACED, Recipe(Format.JPEG, Size(10, 10))), None)
    assert (done.bytes_out, done.placed_digest, done.making.bound) == (SOURCE.size, PHOTO.digest, Bound.KEPT_ORIGINAL)


def test_what_was_rendered_tells_what_it_cost() -> None:
    plan = Plan(Verdict.PLACED, Recipe(Format.WEBP, Size(10, 10)))
    making = Making(71, bound=Bound.SIZE, steps=(Step(71, 1.0, 3),))
    rendered = Rendered(b"new", Format.WEBP, making, "webp cannot hold its IPTC", "e" * 64)
    done = carried_out(DATED, plan, rendered)
    assert (done.bytes_out, done.making) == (3, making)
    assert (done.reason, done.placed_digest, done.digest) == ("webp cannot hold its IPTC", "e" * 64, DATED.digest)
