"""Why a picture went where it went, or would go: told of files one by one, for people or for programs."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from vipsort.flow.explanation import Explanation, Seen, seen
from vipsort.flow.stories import Places, Whole, whole_stories
from vipsort.flow.verify import Condition
from vipsort.photo.errors import PictureError
from vipsort.photo.escape import shown
from vipsort.photo.policy import Policy
from vipsort.show.rows import Row, say
from vipsort.show.story import story_event, story_rows

_NOW = {
    Condition.SOUND: "as it was placed: its bytes were read again just now",
    Condition.DAMAGED: "changed since it was placed",
    Condition.MISSING: "not there any more",
}


def explain_all(files: Sequence[Path], places: Places, policy: Policy, *, as_json: bool) -> int:
    """Tell about each file on stdout; 3 where one could not be read. Raises UsageError for what is none, RunError."""
    troubled = False
    for whole in whole_stories(files, places):
        look = None
        troubled |= bool(whole.target and whole.chapters) and whole.chapters[-1].copy is Condition.UNREADABLE
        try:
            look = seen(whole, places.src, policy)
        except PictureError as error:
            sys.stderr.write(f"{shown(str(whole.file))}: {error}\n")
            troubled = True
        if as_json:
            sys.stdout.write(json.dumps(_event(whole, look)) + "\n")
        elif look or whole.chapters:
            say(_name(whole, look), _rows(whole, look))
    return 3 if troubled else 0


Look = tuple[Seen, Path, Explanation]


def _name(whole: Whole, look: Look | None) -> str:
    """Below SRC where it lies there, else as it was typed."""
    return look[2].name if look and look[0] is Seen.ITSELF and not whole.target else str(whole.file)


def _rows(whole: Whole, look: Look | None) -> list[Row]:
    """The file now, and then its runs; or what a run would do with it."""
    rows = [Row("now", now)] if (now := _now(whole)) else []
    if look:
        rows += _looked(whole, *look)
    for chapter in whole.chapters:
        rows += [Row(), *story_rows(chapter)]
    return rows


def _now(whole: Whole) -> str:
    """How a file in DST is found."""
    if whole.is_foreign:
        taken_back = ": what a run placed under this name was taken back" if whole.chapters else ""
        return f"foreign: no run placed it{taken_back}"
    if not whole.target:
        return "" if whole.is_there else "not there any more"
    last = [chapter for chapter in whole.chapters if chapter.copy][-1:]
    if not last or last[0].copy is None:
        return "not there any more: its run was taken back"
    if last[0].copy is Condition.UNREADABLE:
        return shown(last[0].wrong)
    return _NOW[last[0].copy] + (f" ({shown(last[0].wrong)})" if last[0].copy is Condition.DAMAGED else "")


def _looked(whole: Whole, of: Seen, path: Path, told: Explanation) -> list[Row]:
    rows = [Row("is", shown(told.content))]
    if of is not Seen.ITSELF:
        why = "the original, as it was" if of is Seen.ORIGINAL else "what was placed; the original is not there"
        rows.append(Row("read", f"from {shown(str(path))} ({why})"))
    rows += [Row("beside", shown(", ".join(told.beside)))] if told.beside else []
    rows += [] if told.dates else [Row("date", "nothing tells one")]
    for candidate, why_not in told.dates:
        moment = f" -> {candidate.moment}" if str(candidate.moment or "") not in candidate.text else ""
        reason = f" ({why_not})" if why_not else ""
        label = "not" if why_not else "date  *"
        rows.append(Row(label, f"{candidate.source}: {shown(candidate.text)}{moment}{reason}"))
    if of is Seen.ITSELF:
        rows.append(Row("run", shown(_would(whole, told))))
    return rows


def _would(whole: Whole, told: Explanation) -> str:
    """What a run would do with a file in SRC."""
    if whole.chapters and whole.chapters[-1].stands and not whole.target:
        return f"unchanged: run {whole.chapters[-1].story.told.run} has done it"
    return told.action


def _event(whole: Whole, look: Look | None) -> dict[str, object]:
    of, told = (look[0], look[2]) if look else (None, None)
    dates = [
        {
            "source": candidate.source,
            "text": candidate.text,
            "date": str(candidate.moment) if candidate.moment else None,
            "why_not": why_not or None,
        }
        for candidate, why_not in (told.dates if told else ())
    ]
    last = whole.chapters[-1].story.outcome.source.name if whole.chapters else None
    return {
        "event": "explanation",
        "file": str(whole.file),
        "dst": str(whole.dst) if whole.dst else None,
        "target": whole.target or None,
        "source": told.name if told and of is Seen.ITSELF else last,
        "now": _now(whole) or None,
        "is": told.content if told else None,
        "read_from": str(look[1]) if look else None,
        "beside": list(told.beside) if told else [],
        "dates": dates,
        "run": _would(whole, told) if told and of is Seen.ITSELF else None,
        "stories": [story_event(chapter) for chapter in whole.chapters],
    }
