"""The configuration file written, whole or not at all."""

import shlex
import sys
from pathlib import Path
from typing import Any

from vipsort.cli.interview import PURPOSES, chosen, interview
from vipsort.cli.sample_file import sample_file
from vipsort.cli.words import DEFAULT_FILE, presets
from vipsort.photo.errors import UsageError
from vipsort.photo.escape import shown


def write_file(file: Path, preset: str | None, *, ask: bool) -> None:
    """Ask, write, and say on stdout how to go on. Raises UsageError."""
    if file.exists() or file.is_symlink():
        raise UsageError(f"{file} is there already and stays as it is; another name may be given: vipsort init FILE")
    text = sample_file(interview() if ask else _of_preset(preset))
    try:
        _write(file, text)
    except OSError as error:
        raise UsageError(f"{file} cannot be written: {error.strerror}; another place may be given") from error
    config = "" if file == DEFAULT_FILE else f" --config {shlex.quote(str(file))}"
    sys.stdout.write(
        f"{shown(str(file))} is written. What it would do, and then do it:\n"
        f"  vipsort plan SRC DST{shown(config)}\n  vipsort run SRC DST{shown(config)}\n"
    )


def _write(file: Path, text: str) -> None:
    with file.open("x", encoding="utf-8") as new:
        try:
            new.write(text)
            new.flush()
        except OSError:
            file.unlink()
            raise


def _of_preset(preset: str | None) -> dict[str, Any]:
    if preset is None:
        return chosen(PURPOSES[0], PURPOSES[0].usual("layout"), "")
    known = [name for name, _text in presets()]
    if preset not in known:
        raise UsageError(f"--preset = {preset!r}: one of {', '.join(known)} is wanted")
    return {"preset": preset}
