"""Words become settings."""

from pathlib import Path
from typing import Any

import pytest

from vipsort.cli.assemble import KEYS, manner_of, policy_of, read_words, settings_of
from vipsort.cli.words import Word, gather, presets
from vipsort.photo.errors import UsageError
from vipsort.photo.formats import Format
from vipsort.photo.policy import Duplicates, Metadata, Others, Policy, Shrink
from vipsort.photo.resize import Crop, Resize, Size
from vipsort.photo.template import Template
from vipsort.show.manner import Manner

SRC, DST = Path("src"), Path("dst")


def read(**said: object) -> dict[str, Any]:
    """What was said on the command line, understood."""
    return read_words({key.replace("_", "-"): Word(word, f"--{key.replace('_', '-')}") for key, word in said.items()})


def test_nothing_said_is_the_default() -> None:
    assert policy_of({}) == Policy()
    assert manner_of({}) == Manner()
    assert (settings_of(SRC, DST, {}).src, settings_of(SRC, DST, {}).dst) == (SRC, DST)


def test_every_word_finds_its_place() -> None:
    policy = policy_of(
        read(
            include="*.jpg",
            exclude=["x"],
            min_size="1kB",
            others="copy",
            layout="month",
            name="{digest}",
            no_date_folder="Undated",
            corrupted_folder="Bad",
            flatten=True,
            use_mtime="yes",
            duplicates="folder",
            resize="800x600",
            crop="entropy",
            format="jpg",
            quality=80,
            quality_over="10MB:60",
            max_size="1MB",
            compress_over="2MB",
            shrink="first",
            metadata="private",
            max_pixels=5,
        )
    )
    assert (policy.selection.include, policy.selection.exclude) == (("*.jpg",), ("x",))
    assert (policy.selection.min_size, policy.selection.others) == (1_000, Others.COPY)
    arrangement = policy.arrangement
    assert (arrangement.layout, arrangement.name) == (Template.layout("month"), Template.name("{digest}"))
    assert (arrangement.no_date_folder, arrangement.corrupted_folder) == ("Undated", "Bad")
    assert (arrangement.flatten, arrangement.duplicates) == (True, Duplicates.FOLDER)
    assert policy.dating.use_mtime
    treatment = policy.treatment
    assert treatment.resize == Resize(Size(800, 600), crop=Crop.ENTROPY)
    assert (treatment.format, treatment.quality, treatment.quality_over) == (Format.JPEG, 80, ((10_000_000, 60),))
    assert (treatment.max_size, treatment.compress_over, treatment.shrink) == (1_000_000, 2_000_000, Shrink.FIRST)
    assert (treatment.metadata, treatment.max_pixels) == (Metadata.PRIVATE, 5)


def test_limits_and_manner_find_their_place() -> None:
    said = read(memory="1GB", parallel=3, io="5", timeout="2.5", retries=0, dry_run=True, state_dir="s", log="l")
    settings = settings_of(SRC, DST, said)
    limits = settings.limits
    assert (limits.memory, limits.parallel, limits.io, limits.timeout, limits.retries) == (10**9, 3, 5, 2.5, 0)
    assert (settings.dry_run, settings.state_dir, settings.log) == (True, Path("s"), Path("l"))
    assert manner_of(read(json=True, quiet="no", verbose="on")) == Manner(json=True, quiet=False, verbose=True)


@pytest.mark.parametrize(
    ("key", "said", "wanted"),
    [
        ("max-size", "big", "'big' is no size; write it as 500kB, 3MB, 1.5GiB or a number of bytes"),
        ("layout", "{week}", "the fields are {year} {month} {day} {make} {model} {folder}"),
        ("layout", ["year"], "a text is wanted"),
        ("layout", True, "a text is wanted"),
        ("name", "a/b", "folders belong into --layout"),
        ("resize", "wide", "write 1920, 800x600 or 50%"),
        ("quality", "best", "a whole number from 1 to 100, or auto, is wanted"),
        ("format", "gif", "one of keep, jpeg, webp, avif, png, tiff, jpg, tif is wanted"),
        ("check", "half", "one of full, header is wanted"),
        ("tz", "Mars", "the name of a time zone"),
        ("flatten", "maybe", "true or false is wanted"),
    ],
)
@pytest.mark.parametrize(("origin", "start"), [("--{}", "--{} = "), ("vipsort.toml", "vipsort.toml: {} = ")])
def test_a_bad_value_is_one_line_with_key_value_and_what_is_wanted(
    key: str, said: object, wanted: str, origin: str, start: str
) -> None:
    with pytest.raises(UsageError) as refused:
        read_words({key: Word(said, origin.format(key))})
    line = str(refused.value)
    assert line.startswith(start.format(key) + repr(said))
    assert wanted in line
    assert "\n" not in line


@pytest.mark.parametrize("resize", [{}, {"resize": "50%"}])
def test_a_crop_needs_a_box(resize: dict[str, str]) -> None:
    with pytest.raises(UsageError, match="--crop needs a box to fill: --resize 800x600"):
        policy_of(read(crop="centre", **resize))


def test_a_flat_tree_has_no_folders() -> None:
    assert policy_of(read(layout="")).arrangement.layout == Template.layout("flat")


@pytest.mark.parametrize("name", [name for name, _text in presets()])
def test_a_preset_is_a_whole_policy(name: str) -> None:
    settings_of(SRC, DST, read_words(gather({"preset": name}, {}, KEYS)))


def test_the_web_preset_does_what_it_says() -> None:
    treatment = policy_of(read_words(gather({"preset": "web"}, {}, KEYS))).treatment
    assert treatment.resize == Resize(Size(1920, 1920))
    assert (treatment.format, treatment.max_size, treatment.quality) == (Format.WEBP, 500_000, 95)
    assert treatment.metadata is Metadata.PRIVATE


def test_the_archive_preset_does_what_it_says() -> None:
    policy = policy_of(read_words(gather({"preset": "archive"}, {}, KEYS)))
    assert (policy.selection.min_size, policy.arrangement.flatten) == (50_000, True)
    assert (policy.treatment.compress_over, policy.treatment.max_size) == (3_000_000, 6_000_000)
    assert policy.treatment.quality_over[0][0] == 10_000_000
    assert policy.treatment.quality == 88
    assert policy.treatment.quality_over[0][1] < 88


def test_the_shrink_preset_does_what_it_says() -> None:
    policy = policy_of(read_words(gather({"preset": "shrink"}, {}, KEYS)))
    assert policy.arrangement.layout == Template.layout("mirror")
    assert (policy.treatment.shrink, policy.treatment.metadata) == (Shrink.FIRST, Metadata.ALL)
