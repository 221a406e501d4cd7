"""The decisions about a picture: pure functions, taken in scan order."""

from dataclasses import replace

from vipsort.photo.errors import Unfit, Unreachable
from vipsort.photo.formats import Format
from vipsort.photo.making import Bound, Making
from vipsort.photo.model import Outcome, Photo, Plan, Rendered, Twin, Verdict
from vipsort.photo.naming import legal, legal_folder, right_ending, split_name
from vipsort.photo.policy import Arrangement, Duplicates, Others, Policy
from vipsort.photo.template import Template, date_words
from vipsort.photo.treat import treat
from vipsort.photo.work import Copy, Recipe, Redescribe, Work


def judge(photo: Photo, twin: Twin | None, policy: Policy) -> Plan | Outcome:
    """What is to be done with a picture, or what became of it where nothing is."""
    if twin is not None and twin.is_itself:
        return outcome(photo, Verdict.UNCHANGED, "touched, but with the same bytes as before")
    if photo.format is None and not photo.flaw and policy.selection.others is Others.SKIP:
        return outcome(photo, Verdict.SKIPPED, "not a picture")
    if twin is not None and policy.arrangement.duplicates is not Duplicates.KEEP:
        reason = f"the same bytes as {twin.source}"
        if policy.arrangement.duplicates is Duplicates.SKIP:
            return replace(outcome(photo, Verdict.DUPLICATE, reason), target=twin.target)
        return Plan(Verdict.DUPLICATE, Copy(check=False), reason, policy.arrangement.duplicates_folder)
    if photo.flaw:
        return quarantine(photo.flaw, policy.arrangement)
    try:
        return treat(photo, policy.treatment)
    except Unfit as error:
        return failed(photo, error)


def failed(photo: Photo, error: Unfit) -> Outcome:
    """The Outcome of a sound picture that cannot become what was asked for."""
    bound = Bound.UNREACHABLE if isinstance(error, Unreachable) else None
    return replace(outcome(photo, Verdict.FAILED, str(error)), making=Making(bound=bound))


def quarantine(reason: str, arrangement: Arrangement) -> Plan:
    """A broken picture goes whole to its own folder."""
    return Plan(Verdict.QUARANTINED, Copy(check=False), reason, arrangement.corrupted_folder)


def wanted_name(photo: Photo, plan: Plan, format_: Format | None, arrangement: Arrangement) -> tuple[str, str, str]:
    """Folder, stem and ending that a picture should get, all legal. `format_` is that of the bytes to be placed."""
    stem, ending = split_name(photo.source.filename)
    if plan.aside:
        return legal_folder(plan.aside), legal(stem), ending
    words = date_words(photo.moment) if photo.moment else {}
    if format_:
        ending = right_ending(ending, format_)
    folder = _folder(photo, words, arrangement)
    name = _fill_name(arrangement.name, words | {"stem": stem, "digest": photo.digest[:16]})
    return folder, legal(name), ending


def _folder(photo: Photo, words: dict[str, str], arrangement: Arrangement) -> str:
    layout = arrangement.layout
    if layout.needed is not None and (photo.moment is None or photo.moment.precision < layout.needed):
        return legal_folder(arrangement.no_date_folder)
    camera = {"make": photo.make or "Unknown", "model": photo.model or "Unknown"}
    # A slash in a camera's name must not open a folder; those of SRC's own tree must.
    camera = {field: word.replace("/", "-") for field, word in camera.items()}
    return legal_folder(layout.fill(words | camera | {"folder": photo.source.folder}))


def _fill_name(template: Template, words: dict[str, str]) -> str:
    """The name as the template says; the stem alone where the date is not known well enough to be named."""
    known = all(field in words for _literal, field in template.parts if field)
    return template.fill(words) if known else words["stem"]


def outcome(photo: Photo, verdict: Verdict, reason: str = "") -> Outcome:
    """An Outcome of a picture of which nothing was placed."""
    return Outcome(
        source=photo.source,
        verdict=verdict,
        reason=reason,
        date=photo.moment,
        date_source=photo.date.source if photo.date else "",
        digest=photo.digest,
        rejected=photo.rejected,
    )


def foreseen(work: Work) -> Rendered | None:
    """What rendering would give, as far as it is known without doing it."""
    match work:
        case Copy():
            return None
        case Redescribe():
            return Rendered(b"", Format.JPEG)
        case Recipe():
            return Rendered(b"", work.format)


def carried_out(photo: Photo, plan: Plan, rendered: Rendered | None) -> Outcome:
    """The Outcome of a plan that was carried out, but for the place: of new bytes, or of the original ones."""
    done = outcome(photo, plan.verdict, plan.reason)
    if rendered is None:
        bound = Bound.KEPT_ORIGINAL if isinstance(plan.work, Recipe) else plan.bound
        return replace(done, bytes_out=photo.source.size, making=Making(bound=bound), placed_digest=photo.digest)
    return replace(
        done,
        reason="; ".join(filter(None, (rendered.note, "its video is left out" if photo.is_motion else ""))),
        bytes_out=rendered.size,
        making=rendered.making,
        placed_digest=rendered.digest,
    )
