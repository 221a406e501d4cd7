"""What is to be seen of one file: what it is, what speaks of its date, and what a run would do with it."""

from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from vipsort.flow.accompanied import Accompanied, accompanied, of_its_burst, weighed
from vipsort.flow.examine import Examiner
from vipsort.flow.settings import Settings
from vipsort.flow.stories import Original, Whole
from vipsort.flow.verify import Condition
from vipsort.photo.dates.evidence import Candidate
from vipsort.photo.decide import foreseen, judge, wanted_name
from vipsort.photo.kinds import is_sidecar
from vipsort.photo.model import Outcome, Photo, Plan, Source
from vipsort.photo.naming import numbered_names
from vipsort.photo.policy import Companions, Metadata, Policy
from vipsort.photo.units import show_size
from vipsort.photo.work import Copy, Redescribe
from vipsort.store.root import Root
from vipsort.store.scan import found


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is to be told of one file: what it is, the candidates with why each is not taken, and what would be done."""

    name: str
    content: str
    dates: tuple[tuple[Candidate, str], ...]
    action: str
    beside: tuple[str, ...] = ()
    """The files beside it that describe it."""


class Seen(StrEnum):
    """Which file was looked into."""

    ITSELF = "itself"
    ORIGINAL = "original"
    PLACED = "placed"


def seen(whole: Whole, src: Path | None, policy: Policy) -> tuple[Seen, Path, Explanation] | None:
    """What there is to be seen: of the original as long as it is what it was, since what was placed may say less.

    None where neither is there any more. Raises Unreadable, RunError.
    """
    last = whole.chapters[-1] if whole.chapters else None
    story = last.story if last else None
    if last and story and not whole.is_foreign and whole.target and last.original is Original.SAME:
        return Seen.ORIGINAL, story.original, explain(story.original, story.told.src, policy)
    if whole.is_there and (not whole.target or whole.is_foreign):
        root = src or (story.told.src if story and not whole.target else whole.file.parent)
        return Seen.ITSELF, whole.file, explain(whole.path, root, policy)
    if last and story and whole.dst and last.copy in {Condition.SOUND, Condition.DAMAGED}:
        placed = whole.dst / story.target
        return Seen.PLACED, placed, explain(placed, whole.dst, policy, story.outcome.source)
    return None


def explain(file: Path, src: Path, policy: Policy, came_from: Source | None = None) -> Explanation:
    """Look into one file as a run would. Raises Unreadable.

    One that was placed has the name and the time of where it `came_from`, which may tell its date.
    """
    with Root.open(src, "SRC") as root:
        examiner = Examiner.of(Settings(src, src, policy), root)
        examined = examiner.examine(found(root, file.resolve().relative_to(src.resolve())))
        examined.fetched.close()
        has_company = policy.selection.companions is not Companions.SKIP
        company = accompanied(examined, examiner) if has_company else None
        examined = of_its_burst(examined, examiner) if has_company else examined
    photo = examined.photo
    if came_from:
        evidence = replace(examined.evidence, name=came_from.name, mtime_ns=came_from.mtime_ns)
        examined = replace(examined, evidence=evidence)
    dates = tuple(weighed(examined, examiner, company))
    action = _beside(photo, company, policy) or _action(photo, policy)
    return Explanation(photo.source.name, _content(photo), dates, action, photo.source.sidecars)


def _content(photo: Photo) -> str:
    if photo.format is None:
        return photo.flaw or "no picture"
    if photo.header is None:
        return f"{photo.format}, {photo.flaw or 'kept as bytes: nobody here decodes it'}"
    parts = [f"{photo.format}, {photo.header.upright} pixels"]
    if photo.header.pages > 1:
        parts.append(f"{photo.header.pages} pages")
    if photo.header.orientation > 1:
        parts.append(f"orientation {photo.header.orientation}")
    camera = f"{photo.make} {photo.model}".strip()
    return ", ".join([*parts, camera] if camera else parts)


def _action(photo: Photo, policy: Policy) -> str:
    plan = judge(photo, None, policy)
    if isinstance(plan, Outcome):
        return f"{plan.verdict}: {plan.reason}"
    rendered = foreseen(plan.work)
    wanted = wanted_name(photo, plan, rendered.format if rendered else photo.format, policy.arrangement)
    target = next(numbered_names(*wanted))
    return f"{plan.verdict} at {target}, {_work(plan)}{f' ({plan.reason})' if plan.reason else ''}"


def _beside(photo: Photo, company: Accompanied | None, policy: Policy) -> str:
    """What becomes of a file because it goes with another one; empty where it is as good as alone."""
    described = photo.source.tie.companion_of if is_sidecar(photo.source.filename) else ""
    if described and policy.selection.companions is Companions.SKIP:
        return f"skipped: describes {described}"
    if described and policy.treatment.metadata is not Metadata.ALL:
        return "skipped: left out: it may tell places and names"
    return f"goes with {company.leader}: to its folder, under its name and number" if company else ""


def _work(plan: Plan) -> str:
    work = plan.work
    if isinstance(work, Copy):
        return "its bytes as they are" + (" once every pixel has been decoded" if work.check else "")
    if isinstance(work, Redescribe):
        return f"its pixels as they are, metadata: {work.metadata}"
    limit = f", at most {show_size(work.max_size)}" if work.max_size else ""
    look = f", to look as good as a score of {work.score}" if work.score else ""
    return f"made anew as {work.format}, {work.size} pixels{limit}{look}"
