"""Why a picture goes where it goes: every candidate date, the one that won, and what a run would do."""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from vipsort.flow.examine import Examined, Examiner
from vipsort.flow.settings import Settings
from vipsort.photo.dates.dating import candidates, precise_enough
from vipsort.photo.dates.evidence import Candidate
from vipsort.photo.decide import foreseen, judge, wanted_name
from vipsort.photo.errors import PictureError, UsageError
from vipsort.photo.escape import shown
from vipsort.photo.model import Outcome, Photo, Plan
from vipsort.photo.naming import numbered_names
from vipsort.photo.policy import Policy
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


def explain_all(files: Sequence[Path], src: Path | None, policy: Policy, *, as_json: bool) -> int:
    """Tell about each file on stdout; 3 where one could not be read. Raises UsageError for what is no file."""
    troubled = False
    for file in files:
        root = src or file.parent
        if not file.is_file() or not file.resolve().is_relative_to(root.resolve()):
            raise UsageError(f"{file} is no file in {root}")
        try:
            told = explain(file, root, policy)
        except PictureError as error:
            sys.stderr.write(f"{shown(str(file))}: {error}\n")
            troubled = True
            continue
        sys.stdout.write((_event(told) if as_json else "\n".join(_lines(told))) + "\n")
    return 3 if troubled else 0


def explain(file: Path, src: Path, policy: Policy) -> Explanation:
    """Look into one file as a run would. Raises Unreadable."""
    with Root.open(src, "SRC") as root:
        examiner = Examiner.of(Settings(src, src, policy), root)
        examined = examiner.examine(found(root, file.resolve().relative_to(src.resolve())))
        examined.fetched.close()
    photo = examined.photo
    return Explanation(photo.source.name, _content(photo), tuple(_weighed(examined, examiner)), _action(photo, policy))


def _weighed(examined: Examined, examiner: Examiner) -> Iterator[tuple[Candidate, str]]:
    """Each candidate with why it is not the one; empty for the one that is."""
    has_won = False
    for candidate in candidates(examined.evidence, examiner.rules):
        why_not = precise_enough(candidate, examiner.needed) or ("a better source speaks first" if has_won else "")
        has_won = has_won or not why_not
        yield candidate, why_not


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


def _work(plan: Plan) -> str:
    work = plan.work
    if isinstance(work, Copy):
        return "its bytes as they are" + (" once every pixel has been decoded" if work.check else "")
    if isinstance(work, Redescribe):
        return f"its pixels as they are, metadata: {work.metadata}"
    limit = f", at most {show_size(work.max_size)}" if work.max_size else ""
    look = f", to look as good as a score of {work.score}" if work.score else ""
    return f"made anew as {work.format}, {work.size} pixels{limit}{look}"


def _lines(told: Explanation) -> Iterator[str]:
    yield shown(told.name)
    yield f"  is      {shown(told.content)}"
    if not told.dates:
        yield "  date    nothing tells one"
    for candidate, why_not in told.dates:
        read = f" -> {candidate.moment}" if candidate.moment else ""
        mark = "date  *" if not why_not else "not    "
        yield f"  {mark} {candidate.source}: {shown(candidate.text)}{read}{f' ({why_not})' if why_not else ''}"
    yield f"  run     {shown(told.action)}"


def _event(told: Explanation) -> str:
    dates = [
        {
            "source": candidate.source,
            "text": candidate.text,
            "date": str(candidate.moment) if candidate.moment else None,
            "why_not": why_not or None,
        }
        for candidate, why_not in told.dates
    ]
    return json.dumps(
        {"event": "explanation", "source": told.name, "is": told.content, "dates": dates, "run": told.action}
    )
