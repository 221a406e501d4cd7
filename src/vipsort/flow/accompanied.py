"""With whom one file goes, and the date that it has from there, as a run would find it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from vipsort.flow.examine import Examined, Examiner
from vipsort.photo.beside import day_of_photo, goes_along
from vipsort.photo.dates.dating import candidates, precise_enough
from vipsort.photo.dates.evidence import Candidate
from vipsort.photo.days import date_of_burst
from vipsort.photo.errors import PictureError
from vipsort.photo.model import Outcome, Verdict
from vipsort.store.scan import found

_TOLD_BY_OTHERS = ("companion:", "burst")


@dataclass(frozen=True, slots=True)
class Accompanied:
    """The file that another one goes with, by its name, and the date that both have."""

    leader: str
    date: Candidate | None = None


def accompanied(examined: Examined, examiner: Examiner) -> Accompanied | None:
    """The leader of a file; None where it has none, or where they were taken on other days."""
    photo = examined.photo
    leader = photo.source.tie.companion_of
    if not leader:
        return None
    lead = _beside(examined, leader, examiner)
    if lead is None:
        return Accompanied(leader)
    its = accompanied(lead, examiner)
    its_photo = replace(lead.photo, date=its.date) if its and its.date else lead.photo
    is_along = goes_along(photo, Outcome(its_photo.source, Verdict.PLACED), day_of_photo(its_photo))
    return Accompanied(leader, its_photo.date) if is_along else None


def of_its_burst(examined: Examined, examiner: Examiner) -> Examined:
    """The file with the date that it has from the lead of its burst, where it is of one."""
    photo = examined.photo
    lead = _beside(examined, photo.source.tie.burst_of, examiner) if photo.source.tie.burst_of else None
    date = date_of_burst(photo.date, day_of_photo(lead.photo)) if lead else photo.date
    return replace(examined, photo=replace(photo, date=date))


def weighed(examined: Examined, examiner: Examiner, company: Accompanied | None) -> Iterator[tuple[Candidate, str]]:
    """Each candidate with why it is not the one; empty for the one that is. What others tell comes first."""
    date = examined.photo.date
    told = company.date if company else date if date and date.source.startswith(_TOLD_BY_OTHERS) else None
    if told:
        yield told if told.source.startswith(_TOLD_BY_OTHERS) else replace(told, source=f"companion:{told.source}"), ""
    has_won = told is not None
    for candidate in candidates(examined.evidence, examiner.rules):
        why_not = precise_enough(candidate, examiner.needed) or ("a better source speaks first" if has_won else "")
        has_won = has_won or not why_not
        yield candidate, why_not


def _beside(examined: Examined, name: str, examiner: Examiner) -> Examined | None:
    """A file of the same folder; None where it cannot be read."""
    try:
        its = examiner.examine(found(examiner.src, Path(examined.photo.source.beside(name))))
    except (OSError, PictureError):
        return None
    its.fetched.close()
    return its
