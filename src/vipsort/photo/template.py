"""Folder and file name templates such as ``{year}/{month}`` and ``{stem}``."""

import string
from collections.abc import Mapping
from dataclasses import dataclass

from vipsort.photo.errors import UsageError
from vipsort.photo.moment import Moment, Precision

LAYOUT_WORDS = {
    "year": "{year}",
    "month": "{year}/{month}",
    "day": "{year}/{month}/{day}",
    "flat": "",
    "mirror": "{folder}",
}
LAYOUT_FIELDS = ("year", "month", "day", "make", "model", "folder")
NAME_FIELDS = ("stem", "year", "month", "day", "hour", "minute", "second", "digest")

_NEEDS = {
    "year": Precision.YEAR,
    "month": Precision.MONTH,
    "day": Precision.DAY,
    "hour": Precision.SECOND,
    "minute": Precision.SECOND,
    "second": Precision.SECOND,
}


@dataclass(frozen=True, slots=True)
class Template:
    """A text with fields: pairs of a literal and the field that follows it, which may be empty at the end."""

    parts: tuple[tuple[str, str], ...]

    @classmethod
    def layout(cls, text: str) -> "Template":
        """A folder: a word such as ``month``, or a template. Raises UsageError."""
        return cls.parse(LAYOUT_WORDS.get(text, text), LAYOUT_FIELDS)

    @classmethod
    def name(cls, text: str) -> "Template":
        """A file name without its ending. Raises UsageError."""
        if "/" in text or not text:
            raise UsageError(f"{text!r} is no file name template; folders belong into --layout")
        return cls.parse(text, NAME_FIELDS)

    @classmethod
    def parse(cls, text: str, fields: tuple[str, ...] = LAYOUT_FIELDS + NAME_FIELDS) -> "Template":
        """A template whose fields are among `fields`. Raises UsageError."""
        try:
            pieces = list(string.Formatter().parse(text))
        except ValueError as error:
            raise UsageError(f"{text!r} is no template: {error}") from error
        for _literal, field, spec, conversion in pieces:
            if field is not None and (field not in fields or spec or conversion):
                known = " ".join(f"{{{name}}}" for name in fields)
                raise UsageError(f"{text!r}: there is no {{{field}}} here; the fields are {known}")
        return cls(tuple((literal, field or "") for literal, field, _spec, _conversion in pieces))

    @property
    def needed(self) -> Precision | None:
        """How much of the date the template asks for; None when it asks for none."""
        return max((_NEEDS[field] for _literal, field in self.parts if field in _NEEDS), default=None)

    def fill(self, words: Mapping[str, str]) -> str:
        """The text with each field's word in its place."""
        return "".join(literal + (words[field] if field else "") for literal, field in self.parts)


def date_words(moment: Moment) -> dict[str, str]:
    """The fields that a moment is certain about, padded: ``{"year": "2019", "month": "07"}``."""
    when = moment.when
    words = {
        "year": f"{when.year:04}",
        "month": f"{when.month:02}",
        "day": f"{when.day:02}",
        "hour": f"{when.hour:02}",
        "minute": f"{when.minute:02}",
        "second": f"{when.second:02}",
    }
    return {field: word for field, word in words.items() if _NEEDS[field] <= moment.precision}
