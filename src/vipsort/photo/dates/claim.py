"""A source's words become a candidate: they are read, and what they say is weighed."""

from collections.abc import Callable, Iterable, Iterator

from vipsort.photo.dates.evidence import Candidate, Rules
from vipsort.photo.dates.plausible import why_not
from vipsort.photo.dates.wallclock import DateError
from vipsort.photo.moment import Moment

_SHOWN_LENGTH = 80  # characters: what a person reads of it


def claim(source: str, text: str, read: Callable[[], Moment], rules: Rules) -> Candidate:
    """What ``source`` says with ``text``, which ``read`` understands or refuses with a `DateError`."""
    try:
        moment = read()
    except DateError as error:
        return Candidate(source, _shown(text), None, str(error))
    return Candidate(source, _shown(text), moment, why_not(moment, rules.now))


def first_plausible(claims: Iterable[Candidate]) -> Iterator[Candidate]:
    """One candidate for a source that has several readings: the first plausible, else the first, if any."""
    first = None
    for candidate in claims:
        if not candidate.fault:
            yield candidate
            return
        first = first or candidate
    if first:
        yield first


def _shown(text: str) -> str:
    start = text.strip("\0 \t\r\n")[:_SHOWN_LENGTH]
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in start)
