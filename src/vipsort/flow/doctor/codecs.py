"""The codecs tried, in a process for all of them, and in another one for the rest where one of them ended it."""

import json
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from subprocess import PIPE, STDOUT, Popen
from typing import Any

from vipsort.flow.doctor.sign import Sign
from vipsort.photo.codecs import CODECS, KEPT_AS_BYTES, Codec, Way
from vipsort.photo.formats import FACTS, Opener

_COMMAND = (sys.executable, "-P", "-m", "vipsort.pixels.codec_trial")
_PART = "formats"
_REINSTALL = "reinstall it: pip install --force-reinstall "
_PACKAGES = {Opener.VIPS: "pyvips-binary", Opener.HEIF: "pillow-heif", Opener.PILLOW: "pillow"}


class CodecTrial:
    """Iterated once, it gives the signs; `versions` of the libraries are known from then on."""

    def __init__(self) -> None:
        self.versions: dict[str, str] = {}
        self._troubles: dict[Codec, str] = {}
        self._tried = 0

    def __iter__(self) -> Iterator[Sign]:
        while self._tried < len(CODECS):
            before = self._tried
            trouble = self._tried_from(before)
            if trouble and self._tried == before and not self.versions:
                yield Sign(_PART, "codecs", f"none can be tried: {trouble}", f"{_REINSTALL}vipsort", loses=True)
                break
            if trouble and self._tried < len(CODECS):
                self._note(trouble)
        for way in Way:
            sound = [codec.format for codec in CODECS[: self._tried] if codec.way is way and not self._troubles[codec]]
            if sound:
                yield Sign(_PART, way, " ".join(sound))
        for codec, trouble in self._troubles.items():
            if trouble:
                yield Sign(_PART, str(codec), trouble, f"{_REINSTALL}{_package(codec, trouble)}", loses=True)
        yield Sign(_PART, "as bytes", f"{' '.join(KEPT_AS_BYTES)}: sorted, never made anew")

    def _note(self, trouble: str) -> None:
        self._troubles[CODECS[self._tried]] = trouble
        self._tried += 1

    def _tried_from(self, first: int) -> str:
        """Try the codecs from that number on; why it broke off, or nothing."""
        words = ""
        command = [*_COMMAND, str(first)]
        with Popen(command, stdout=PIPE, stderr=STDOUT, errors="replace") as process:  # noqa: S603 - this very Python
            for line in process.stdout or ():
                said = _said(line)
                words = line.strip() or words
                self.versions |= said.get("versions", {})
                if "done" in said:
                    self._note(said["trouble"])
        if not process.returncode:
            return ""
        return _killed_by(-process.returncode) if process.returncode < 0 else f"it broke off: {words}"


def _said(line: str) -> dict[str, Any]:
    with suppress(ValueError):
        said = json.loads(line)
        if isinstance(said, dict):
            return said
    return {}  # somebody else's words, which are the reason if they are the last ones


def _killed_by(number: int) -> str:
    if number in {signal.SIGXCPU, signal.SIGKILL}:
        return f"it does not end, or takes all memory ({signal.Signals(number).name})"
    return f"it ends its process by {signal.Signals(number).name}"


def _package(codec: Codec, trouble: str) -> str:
    if "pillow_heif" in trouble:  # it is loaded together with Pillow
        return _PACKAGES[Opener.HEIF]
    return _PACKAGES[FACTS[codec.format].opener if codec.way is Way.READ else Opener.VIPS]
