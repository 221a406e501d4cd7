"""Options as typed, from every place they can come from."""

import json
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from typing import Any

import pytest

from vipsort.cli.assemble import KEYS, read_words
from vipsort.cli.words import DEFAULT_FILE, Word, gather, presets
from vipsort.photo.errors import UsageError


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> Iterator[Path]:
    """The working folder, which holds no configuration yet."""
    with chdir(tmp_path):
        yield tmp_path


def gathered(typed: dict[str, Any] | None = None, **environment: str) -> dict[str, Any]:
    """What counts, by key."""
    return {key: word.said for key, word in gather(typed or {}, environment, KEYS).items()}


def test_nothing_said_is_nothing_known() -> None:
    assert gathered() == {}


def test_the_nearest_word_counts(folder: Path) -> None:
    (folder / DEFAULT_FILE).write_text('preset = "web"\nquality = 1\nmax-size = "1MB"\nresize = 1\n')
    said = gathered({"quality": "3"}, VIPSORT_QUALITY="2", VIPSORT_MAX_SIZE="2MB")
    assert said["quality"] == "3"
    assert said["max-size"] == "2MB"
    assert said["resize"] == 1
    assert said["format"] == "webp"


def test_each_word_knows_where_it_is_from(folder: Path) -> None:
    (folder / DEFAULT_FILE).write_text("resize = 1920")
    words = gather({"quality": "3", "preset": "web"}, {"VIPSORT_MAX_SIZE": "2MB"}, KEYS)
    origins = {key: words[key].origin for key in ("quality", "max-size", "resize", "format")}
    assert origins == {
        "quality": "--quality",
        "max-size": "VIPSORT_MAX_SIZE",
        "resize": "vipsort.toml",
        "format": "preset web",
    }


@pytest.mark.parametrize(
    ("typed", "environment", "file", "wins"),
    [
        ("web", "shrink", "archive", "web"),
        (None, "shrink", "archive", "shrink"),
        (None, None, "archive", "archive"),
    ],
)
def test_the_nearest_preset_counts(
    folder: Path, typed: str | None, environment: str | None, file: str, wins: str
) -> None:
    (folder / DEFAULT_FILE).write_text(f'preset = "{file}"')
    said = gathered({"preset": typed} if typed else {}, **({"VIPSORT_PRESET": environment} if environment else {}))
    assert said["preset"] == wins
    assert {key: word for key, word in said.items() if key != "preset"} == gathered_preset(wins)


def gathered_preset(name: str) -> dict[str, Any]:
    with chdir("/"):
        return {key: said for key, said in gathered({"preset": name}).items() if key != "preset"}


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.toml", 'max_size = "3MB"\ninclude = ["*.jpg"]'), ("a.JSON", '{"max-size": "3MB", "include": ["*.jpg"]}')],
)
def test_a_file_is_toml_or_json(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text)
    assert gathered({"config": name}) == {"config": name, "max-size": "3MB", "include": ["*.jpg"]}
    assert gathered(VIPSORT_CONFIG=name)["max-size"] == "3MB"


def test_a_named_file_replaces_the_one_in_the_working_folder(folder: Path) -> None:
    (folder / DEFAULT_FILE).write_text("quality = 1")
    (folder / "other.toml").write_text("resize = 2")
    assert gathered({"config": "other.toml"}) == {"config": "other.toml", "resize": 2}


def test_a_named_file_may_lie_in_the_home_folder(folder: Path) -> None:
    with pytest.raises(UsageError, match=str(Path.home() / "no-such-vipsort.toml")):
        gathered({"config": "~/no-such-vipsort.toml"})


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("gone.toml", None, "gone.toml cannot be read"),
        ("bad.toml", b"quality = ", "bad.toml is not well-formed"),
        ("bad.json", b"{", "bad.json is not well-formed"),
        ("list.json", b"[1]", "list.json must hold keys and values"),
        ("latin.toml", b"name = '\xe9'", "latin.toml cannot be read"),
        ("deep.json", b"[" * 100_000, "deep.json is not well-formed"),
    ],
)
def test_a_file_that_cannot_be_understood_is_one_line(
    folder: Path, name: str, content: bytes | None, complaint: str
) -> None:
    if content is not None:
        (folder / name).write_bytes(content)
    with pytest.raises(UsageError, match=complaint) as refused:
        gathered({"config": name})
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("file", "environment", "origin"),
    [('qualty = 80\npreset = "web"', {}, "vipsort.toml"), ("", {"VIPSORT_QUALTY": "80"}, "VIPSORT_QUALTY")],
)
def test_an_unknown_key_is_told_with_its_place_and_the_known_ones(
    folder: Path, file: str, environment: dict[str, str], origin: str
) -> None:
    (folder / DEFAULT_FILE).write_text(file)
    with pytest.raises(
        UsageError, match=f"^{origin}: there is no option 'qualty', did you mean 'quality'; the options are "
    ) as refused:
        gather({}, environment, KEYS)
    assert "quality" in str(refused.value)


@pytest.mark.parametrize("said", ["fast", "", 5, ["web"], {"web": 1}, None])
def test_an_unknown_preset_is_told_with_the_known_ones(folder: Path, said: object) -> None:
    (folder / "a.json").write_text(json.dumps({"preset": said}))
    with pytest.raises(UsageError, match=r"a\.json: preset = .*; the presets are archive, shrink, web"):
        gathered({"config": "a.json"})


def test_other_words_of_the_environment_are_not_ours() -> None:
    assert gathered(PATH="/bin", VIPS_CONCURRENCY="1", vipsort_quality="1") == {}


def test_the_shipped_presets_are_understood() -> None:
    assert [name for name, _text in presets()] == ["archive", "shrink", "web"]
    for name, text in presets():
        assert text.startswith("# ")
        assert read_words(gather({"preset": name}, {}, KEYS))


def test_a_word_is_what_was_said_and_where() -> None:
    assert gather({"quality": "80"}, {}, KEYS) == {"quality": Word("80", "--quality")}
