"""Three questions, of which each answer is read as the command line would read it."""

import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from vipsort.cli.assemble import read_word
from vipsort.cli.words import presets
from vipsort.photo.errors import UsageError
from vipsort.photo.escape import shown


@dataclass(frozen=True, slots=True)
class Purpose:
    """What somebody wants, and the options that it comes to."""

    word: str
    told: str
    options: Mapping[str, Any] = field(default_factory=dict)

    def usual(self, key: str) -> str:
        """What an option is where nothing else is said: the preset's own word."""
        preset = tomllib.loads(dict(presets()).get(self.options.get("preset", ""), ""))
        return str(preset.get(key, {"layout": "year"}.get(key, "")))


PURPOSES = (
    Purpose("sort", "sort pictures by date; none is changed"),
    Purpose("archive", "sort, leave tiny ones out, recompress what is big", {"preset": "archive"}),
    Purpose("shrink", "keep the tree, bring each picture below a size", {"preset": "shrink"}),
    Purpose("web", "keep the tree; small, without places and serial numbers", {"preset": "web"}),
    Purpose("empty", "empty a card: originals leave it once their copies are safe", {"move": True}),
)

_LAYOUT = "Which folders? year, month, day, flat, mirror, or such as {year}/{month}"
_SIZE = "How big may a picture be at most, such as 3MB?"
_NO_LIMIT = "no limit"


def interview() -> dict[str, Any]:
    """The options that the answers come to. Raises UsageError where nobody answers."""
    sys.stderr.write("What is it for?\n")
    for number, purpose in enumerate(PURPOSES, 1):
        sys.stderr.write(f"  {number}  {purpose.word:<8} {purpose.told}\n")
    purpose = _purpose()
    return chosen(purpose, _answer("layout", _LAYOUT, purpose), _answer("max-size", _SIZE, purpose))


def chosen(purpose: Purpose, layout: str, max_size: str) -> dict[str, Any]:
    """The options of a purpose with two of one's own, where these are not empty."""
    return {**purpose.options, "layout": layout, **({"max-size": max_size} if max_size else {})}


def _purpose() -> Purpose:
    while True:
        said = _asked("A number or a word", PURPOSES[0].word)
        for number, purpose in enumerate(PURPOSES, 1):
            if said.lower() in {str(number), purpose.word}:
                return purpose
        sys.stderr.write(f"  {said!r}: one of {', '.join(purpose.word for purpose in PURPOSES)} is wanted\n")


def _answer(key: str, question: str, purpose: Purpose) -> str:
    """What is said to a question, once it makes sense."""
    usual = purpose.usual(key)
    while True:
        said = _asked(question, usual or _NO_LIMIT)
        if not usual and said == _NO_LIMIT:
            return ""
        if said.isdigit():  # a folder of that name, a limit of so many bytes: after a list of numbers nobody means that
            sys.stderr.write(f"  {said!r}: a number alone says too little here\n")
            continue
        try:
            read_word(key, said)
        except UsageError as error:
            sys.stderr.write(f"  {shown(str(error))}\n")
        else:
            return said


def _asked(question: str, usual: str) -> str:
    sys.stderr.write(f"{question} [{usual}]: ")
    sys.stderr.flush()
    line = sys.stdin.buffer.readline().decode(errors="replace")
    if not line.endswith("\n"):
        sys.stderr.write("\n")
    if not line:
        raise UsageError("nobody answers; --yes takes what stands in brackets, --preset NAME a preset")
    return line.strip() or usual
