"""Words become settings: the one border where everything that was typed is checked."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from vipsort.cli import readers
from vipsort.cli.words import Words
from vipsort.flow.settings import Limits, Settings
from vipsort.photo.errors import UsageError
from vipsort.photo.policy import (
    Arrangement,
    Check,
    Companions,
    Dating,
    Duplicates,
    Effort,
    Metadata,
    Others,
    Policy,
    Selection,
    Shrink,
    Treatment,
)
from vipsort.photo.resize import Crop, Resize
from vipsort.photo.template import Template
from vipsort.show.manner import Manner
from vipsort.store.share import on_share

_READERS: Mapping[str, Callable[[object], Any]] = {
    "dst": readers.path,
    "include": readers.texts,
    "exclude": readers.texts,
    "min-size": readers.size,
    "others": readers.choice(Others),
    "companions": readers.choice(Companions),
    "layout": lambda said: Template.layout(readers.text(said) if said != "" else "flat"),
    "name": lambda said: Template.name(readers.text(said)),
    "no-date-folder": readers.folder_name,
    "corrupted-folder": readers.folder_name,
    "flatten": readers.flag,
    "date-map": readers.date_map,
    "date-regex": readers.date_regex,
    "use-mtime": readers.flag,
    "tz": readers.zone,
    "duplicates": readers.choice(Duplicates),
    "resize": lambda said: Resize.parse(readers.text(said)),
    "crop": readers.choice(Crop),
    "format": readers.format_,
    "quality": readers.quality,
    "quality-over": readers.rungs,
    "max-size": readers.size_above_nothing,
    "compress-over": readers.size,
    "shrink": readers.choice(Shrink),
    "effort": readers.choice(Effort),
    "metadata": readers.choice(Metadata),
    "check": readers.choice(Check),
    "max-pixels": readers.whole_number(1),
    "memory": readers.size_above_nothing,
    "parallel": readers.whole_number(1, 1024),
    "io": readers.whole_number(1, 1024),
    "timeout": readers.seconds,
    "retries": readers.whole_number(0, 1000),
    "settle": readers.seconds,
    "poll": readers.seconds,
    "status": readers.path,
    "dry-run": readers.flag,
    "move": readers.flag,
    "trash": readers.path,
    "state-dir": readers.path,
    "log": readers.path,
    "json": readers.flag,
    "quiet": readers.flag,
    "verbose": readers.flag,
    "preset": readers.text,
    "config": readers.path,
}
KEYS = frozenset(_READERS)

_TREATMENT = (
    "format", "quality", "quality-over", "max-size", "compress-over", "shrink", "effort", "metadata", "check",
    "max-pixels",
)  # fmt: skip

_PLACES = ("src", "dst", "dry-run", "move", "trash", "state-dir", "log", "settle")

_IO_LOCAL, _IO_ON_SHARE = 4, 16

Made = TypeVar("Made")


def read_word(key: str, said: object) -> Any:  # noqa: ANN401 - each option has a type of its own
    """The meaning of one word. Raises UsageError that says what is wanted."""
    return _READERS[key](said)


def read_words(words: Words) -> dict[str, Any]:
    """The meaning of each word. Raises UsageError that names the origin, the key, what was said and what is wanted."""
    read = {}
    for key, word in words.items():
        try:
            read[key] = read_word(key, word.said)
        except UsageError as error:
            where = word.origin if word.origin == f"--{key}" else f"{word.origin}: {key}"
            raise UsageError(f"{where} = {word.said!r}: {error}") from error
    return read


def policy_of(read: Mapping[str, Any]) -> Policy:
    """The policy in what was read. Raises UsageError for options that need each other."""
    resize: Resize | None = read.get("resize")
    if "crop" in read:
        if resize is None or resize.box is None:
            raise UsageError("--crop needs a box to fill: --resize 800x600")
        resize = replace(resize, crop=read["crop"])
    return Policy(
        _made(Selection, read, "include", "exclude", "min-size", "others", "companions"),
        _made(Arrangement, read, "layout", "name", "no-date-folder", "corrupted-folder", "duplicates", "flatten"),
        _made(Dating, read, "date-map", "date-regex", "use-mtime", "tz"),
        replace(_made(Treatment, read, *_TREATMENT), resize=resize),
    )


def settings_of(src: Path, dst: Path, read: Mapping[str, Any]) -> Settings:
    """The settings of a run. Raises UsageError."""
    given = _made(Settings, {**read, "src": src, "dst": dst}, *_PLACES)
    if given.trash and not given.move:
        raise UsageError("--trash needs --move: without it no original leaves SRC")
    # A share answers late: only many questions at once keep it busy. A local disk is only disturbed by them.
    io = _IO_ON_SHARE if on_share(src) else _IO_LOCAL
    limits = _made(Limits, {"io": io, **read}, "memory", "parallel", "io", "timeout", "retries")
    return replace(given, policy=policy_of(read), limits=limits)


def manner_of(read: Mapping[str, Any]) -> Manner:
    """How the run is to speak."""
    return _made(Manner, read, "json", "quiet", "verbose")


def _made(kind: Callable[..., Made], read: Mapping[str, Any], *keys: str) -> Made:
    """A record with the fields that were said; its own defaults stand for the rest."""
    return kind(**{key.replace("-", "_"): read[key] for key in keys if key in read})
