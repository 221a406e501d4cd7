"""The words of a run as one command line: they mean what they meant where they were said."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from vipsort.cli.assemble import KEYS, policy_of, read_words
from vipsort.cli.handed_on import as_typed, without_words
from vipsort.cli.words import gather

FILE = """
quality = 80
exclude = ["a, b", "*.psd"]
use-mtime = true
flatten = false
date-regex = '(?P<year>\\d{4})-(?P<month>\\d\\d)-(?P<day>\\d\\d) --x'
min-size = "1kB"
"""


def meaning(said: Mapping[str, Any], environment: Mapping[str, str]) -> dict[str, Any]:
    return read_words(gather(said, environment, KEYS))


def said_in(typed: list[str]) -> dict[str, Any]:
    """What the command line understands of words."""
    said: dict[str, Any] = {}
    for word in typed:
        key, equals, value = word.removeprefix("--").partition("=")
        if key in {"include", "exclude", "quality-over"}:
            said.setdefault(key, []).append(value)
        else:
            said[key] = value if equals else True
    return said


@pytest.mark.parametrize("preset", ["shrink", "archive", "web"])
def test_words_from_everywhere_mean_the_same_on_one_command_line(tmp_path: Path, preset: str) -> None:
    file = tmp_path / "options.toml"
    file.write_text(FILE)
    environment = {"VIPSORT_INCLUDE": "*.jpg, *.png", "VIPSORT_FLATTEN": "no", "VIPSORT_VERBOSE": "1"}
    said = {"config": str(file), "preset": preset, "quality-over": ["10MB:60", "5MB:70"], "max-size": "3MB"}
    typed = as_typed(gather(said, environment, KEYS))
    again = meaning(said_in(typed), without_words(environment))
    assert policy_of(again) == policy_of(meaning(said, environment))
    assert not {"preset", "verbose"} & again.keys()


def test_what_is_a_watch_s_own_is_not_handed_on(tmp_path: Path) -> None:
    words = gather({"settle": "2", "poll": "5", "status": str(tmp_path)}, {}, KEYS)
    assert as_typed(words) == ["--config=/dev/null", "--settle=2"]
