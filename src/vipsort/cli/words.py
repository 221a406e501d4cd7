"""Options as typed, from every place they can come from: each word with its origin, the nearest one counting."""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vipsort.cli.readers import path
from vipsort.photo.errors import UsageError

DEFAULT_FILE = Path("vipsort.toml")
ENVIRONMENT_PREFIX = "VIPSORT_"


@dataclass(frozen=True, slots=True)
class Word:
    """What somebody said: text, a number, a truth or a list of texts; and where, for an error to name it."""

    said: Any
    origin: str


Words = Mapping[str, Word]
"""By the option's long name without its dashes: ``max-size``."""


def gather(
    command_line: Mapping[str, Any],
    environment: Mapping[str, str],
    known: frozenset[str],
    default_file: Path | None = DEFAULT_FILE,
) -> Words:
    """All words: command line over environment over file over preset. Raises UsageError for a key not `known`.

    `default_file` is read where it is there and no other file is named.
    """
    typed = {key: Word(said, f"--{key}") for key, said in command_line.items()}
    layers = [typed, _from_environment(environment)]
    config = next((layer["config"] for layer in layers if "config" in layer), None)
    if file := path(config.said) if config else default_file:
        layers.append(_from_file(file, required=config is not None))
    preset = next((layer["preset"] for layer in layers if "preset" in layer), None)
    if preset:
        layers.append(_from_preset(preset))
    for layer in layers:
        for key, word in layer.items():
            if key not in known:
                raise UsageError(
                    f"{word.origin}: there is no option {key!r}{_perhaps(key, known)};"
                    f" the options are {', '.join(sorted(known))}"
                )
    return {key: word for layer in reversed(layers) for key, word in layer.items()}


def _perhaps(key: str, known: frozenset[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(key, known, 1)
    return f", did you mean {close[0]!r}" if close else ""


def presets() -> Iterator[tuple[str, str]]:
    """The names and texts of the shipped presets."""
    from importlib import resources

    for file in sorted(resources.files("vipsort.presets").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            yield file.name.removesuffix(".toml"), file.read_text(encoding="utf-8")


def _from_environment(environment: Mapping[str, str]) -> Words:
    return {
        name.removeprefix(ENVIRONMENT_PREFIX).lower().replace("_", "-"): Word(said, name)
        for name, said in environment.items()
        if name.startswith(ENVIRONMENT_PREFIX)
    }


def _from_file(file: Path, *, required: bool) -> Words:
    """The words of a TOML file, or of a JSON file where it is named so."""
    if not required and not file.exists():
        return {}
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}; vipsort init writes such a file") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{file} cannot be read: it is no UTF-8; save it as such") from error
    import tomllib

    try:
        read = json.loads(text) if file.suffix.lower() == ".json" else tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{file} is not well-formed: {error}; vipsort init writes one to compare with") from error
    if not isinstance(read, dict):
        raise UsageError(f"{file} must hold keys and values, such as max-size = '3MB'")
    return {key.replace("_", "-"): Word(said, os.fspath(file)) for key, said in read.items()}


def _from_preset(preset: Word) -> Words:
    import tomllib

    shipped = dict(presets())
    if not isinstance(preset.said, str) or preset.said not in shipped:
        raise UsageError(f"{preset.origin}: preset = {preset.said!r}; the presets are {', '.join(shipped)}")
    return {key: Word(said, f"preset {preset.said}") for key, said in tomllib.loads(shipped[preset.said]).items()}
