"""What the doctor saw, for people and for programs."""

import json
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from textwrap import wrap

from vipsort.flow.doctor.sign import Sign
from vipsort.photo.escape import shown

_MARKS = {"well": "ok", "advice": "note", "loses": "BAD"}
_COLOURS = {"well": "", "advice": "\x1b[33m", "loses": "\x1b[1;31m"}
_WIDEST = 100
_INDENT = 20


class DoctorReporter:
    """Tells signs below the names of their parts: each in one line, but for a terminal that is narrower."""

    def __init__(self) -> None:
        self._part = ""
        self._has_colours = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        self._columns = min(shutil.get_terminal_size().columns, _WIDEST) if sys.stdout.isatty() else 0

    def tell(self, sign: Sign) -> None:
        """One sign, as soon as it is seen."""
        if sign.part != self._part:
            sys.stdout.write(f"{'' if not self._part else chr(10)}{shown(sign.part)}\n")
            self._part = sign.part
        kind = _kind(sign)
        colour, end = (_COLOURS[kind], "\x1b[0m") if self._has_colours and _COLOURS[kind] else ("", "")
        head = f"  {_MARKS[kind]:<4}  {sign.word:<10}  "
        lines = self._lines(head, sign)
        sys.stdout.write(f"{colour}{lines[0][:6]}{end}{lines[0][6:]}\n" + "".join(f"{line}\n" for line in lines[1:]))
        sys.stdout.flush()

    def _lines(self, head: str, sign: Sign) -> list[str]:
        fact, advice = shown(sign.fact), shown(sign.advice)
        if not self._columns:
            return [f"{head}{fact}{f' -> {advice}' if advice else ''}"]
        lines = wrap(fact, max(self._columns - _INDENT, _INDENT), break_on_hyphens=False) or [""]
        advised = wrap(f"-> {advice}", max(self._columns - _INDENT, _INDENT), break_on_hyphens=False) if advice else []
        return [f"{head}{lines[0]}", *(" " * _INDENT + line for line in [*lines[1:], *advised])]


def diagnosis(signs: Sequence[Sign]) -> str:
    """The last line."""
    bad, noted = (sum(_kind(sign) == kind for sign in signs) for kind in ("loses", "advice"))
    if not bad and not noted:
        return "All is well."
    told = [f"{count} {word}" for count, word in ((bad, "bad"), (noted, "to note")) if count]
    return f"{', '.join(told)}: what to do stands behind ->"


def doctor_event(signs: Sequence[Sign], versions: Mapping[str, str | None]) -> str:
    """All of it as one JSON object."""
    told = [
        {
            "part": sign.part,
            "word": sign.word,
            "fact": sign.fact,
            "advice": sign.advice or None,
            "loses": sign.loses,
        }
        for sign in signs
    ]
    well = not any(sign.loses for sign in signs)
    return json.dumps({"event": "doctor", "well": well, "versions": versions, "signs": told})


def _kind(sign: Sign) -> str:
    return "loses" if sign.loses else "advice" if sign.advice else "well"
