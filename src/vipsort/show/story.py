"""What one run did with a file, and what happened afterwards: as rows for people, as an object for programs."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from vipsort.flow.stories import Chapter, Original
from vipsort.flow.verify import Condition
from vipsort.photo.escape import shown
from vipsort.photo.making import Making
from vipsort.photo.model import Outcome
from vipsort.photo.units import show_size
from vipsort.show.duration import briefly
from vipsort.show.lines import tried
from vipsort.show.rows import Row
from vipsort.show.summary import BOUND
from vipsort.store.relations import Related
from vipsort.store.story import Event, Story, What

_FEW = 5  # twins and companions that are named to people
_ORIGINAL = {
    Original.SAME: "still there, as it was",
    Original.OTHER: "another file, or a changed one, is there now",
    Original.GONE: "not there any more",
}


def story_rows(chapter: Chapter) -> Iterator[Row]:
    """The rows of one run."""
    story = chapter.story
    told, outcome = story.told, story.outcome
    version = f", vipsort {shown(told.version)}" if told.version else ""
    yield Row("by", f"run {shown(told.run)} of {shown(told.at)}{version}")
    time = datetime.fromtimestamp(outcome.source.mtime_ns // 10**9).astimezone()
    yield Row("source", f"{shown(str(story.original))}, {show_size(outcome.source.size)}, {time:%Y-%m-%d %H:%M:%S}")
    yield Row("", _ORIGINAL[chapter.original])
    yield Row("became", _became(story))
    yield from _dated(outcome)
    yield from _made(outcome.making)
    yield from _related("twin", chapter.relations.twins, story)
    if story.companion_of:
        yield Row("with", f"it went with {shown(story.companion_of)}")
    yield from _related("with", chapter.relations.companions, story)
    for event in story.events:
        yield Row("then", _happened(event))
    if chapter.copy and chapter.copy is not Condition.SOUND:
        yield Row("now", f"{shown(story.target)}: {shown(chapter.wrong)}")


def _became(story: Story) -> str:
    outcome = story.outcome
    at = f" at {shown(outcome.target)}" if outcome.target else ""
    size = f", {show_size(outcome.bytes_out)}" if outcome.placed_digest else ""
    there = ", where these bytes lay already" if story.was_there else ""
    seconds = f", {briefly(outcome.seconds)} of work" if outcome.seconds else ""
    reason = f": {shown(outcome.reason)}" if outcome.reason else ""
    return f"{outcome.verdict}{at}{size}{there}{seconds}{reason}"


def _dated(outcome: Outcome) -> Iterator[Row]:
    if outcome.date:
        yield Row("dated", f"{outcome.date} by {shown(outcome.date_source)}")
    for candidate in outcome.rejected:
        yield Row("undated", f"{shown(candidate.source)}: {shown(candidate.text)} ({shown(candidate.fault)})")


def _made(making: Making) -> Iterator[Row]:
    parts = [
        f"quality {making.quality}" if making.quality else "",
        f"sides at {making.scale:.0%}" if making.scale != 1 else "",
        f"{making.encodes} whole encode{'s' * (making.encodes > 1)}" if making.encodes else "",
        f"foretold {show_size(making.predicted)}" if making.predicted else "",
    ]
    if making.bound:
        yield Row("bound", f"{making.bound}: {BOUND[making.bound]}")
    if any(parts):
        yield Row("made", ", ".join(filter(None, parts)))
    for number, step in enumerate(making.steps, 1):
        yield Row("search" if number == 1 else "", f"{number}. {tried(step)}")


def _related(label: str, related: Sequence[Related], story: Story) -> Iterator[Row]:
    for each in related[:_FEW]:
        elsewhere = f" in {shown(each.src)}" if each.src != str(story.told.src) else ""
        at = f" at {shown(each.target)}" if each.target else ""
        yield Row(label, f"{shown(each.source)}{elsewhere}: {each.verdict}{at}")
    if len(related) > _FEW:
        yield Row("", f"and {len(related) - _FEW} more")


def _happened(event: Event) -> str:
    match event.what:
        case What.MOVED:
            return f"its folder was merged with the one above: {shown(event.where)}"
        case What.REMOVED:
            return f"its original left SRC{f', into {shown(event.where)}' if event.where else ''}"
        case What.UNDONE:
            return "the run was taken back"


def story_event(chapter: Chapter) -> dict[str, object]:
    """One run."""
    story = chapter.story
    told, outcome, making = story.told, story.outcome, story.outcome.making
    return {
        "run": told.run,
        "at": told.at,
        "version": told.version or None,
        "src": str(told.src),
        "source": outcome.source.name,
        "bytes_in": outcome.source.size,
        "mtime_ns": outcome.source.mtime_ns,
        "original": chapter.original.value,
        "verdict": outcome.verdict.value,
        "reason": outcome.reason or None,
        "target": outcome.target or None,
        "lies_at": story.target if story.has_copy else None,
        "was_there": story.was_there,
        "copy": chapter.copy.value if chapter.copy else None,
        "bytes_out": outcome.bytes_out,
        "seconds": outcome.seconds or None,
        "date": str(outcome.date) if outcome.date else None,
        "date_source": outcome.date_source or None,
        "candidates": [[each.source, each.text, each.fault] for each in outcome.rejected],
        "quality": making.quality,
        "scale": round(making.scale, 4),
        "bound": making.bound.value if making.bound else None,
        "encodes": making.encodes,
        "predicted": making.predicted,
        "steps": [[step.quality, step.scale, step.size, step.share] for step in making.steps],
        "digest": outcome.digest or None,
        "placed_digest": outcome.placed_digest or None,
        "companion_of": story.companion_of or None,
        "companions": [_related_event(each) for each in chapter.relations.companions],
        "twins": [_related_event(each) for each in chapter.relations.twins],
        "after": [{"what": event.what.value, "where": event.where or None} for event in story.events],
    }


def _related_event(related: Related) -> dict[str, object]:
    return {
        "src": related.src,
        "source": related.source,
        "verdict": related.verdict.value,
        "target": related.target or None,
    }
