"""Whose bytes a file shares, and what went with it: read out of the journal for files whose stories are known."""

from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from vipsort.photo.model import Verdict
from vipsort.store.journal import records_about
from vipsort.store.records import Record
from vipsort.store.story import Story

_MOST = 1000  # of one file: a camera's test picture may have as many twins as there are folders


@dataclass(frozen=True, slots=True)
class Related:
    """Another source, by its name below its own SRC, and what its run made of it."""

    src: str
    source: str
    verdict: Verdict
    target: str = ""


@dataclass(frozen=True, slots=True)
class Relations:
    """`twins` had the same bytes; `companions` went with it as one. Of each the first thousand."""

    twins: tuple[Related, ...] = ()
    companions: tuple[Related, ...] = ()


class Kinship:
    """Reads the journal once for all stories."""

    def __init__(self, journal: Path, stories: Sequence[Story]) -> None:
        """Raises RunError where it cannot be read."""
        self._twins: dict[str, dict[tuple[str, str], Related]] = defaultdict(dict)
        self._companions: dict[tuple[str, str], dict[tuple[str, str], Related]] = defaultdict(dict)
        self._digests = {story.outcome.digest for story in stories} - {""}
        self._leads = {_lead(story) for story in stories}
        names = {story.outcome.source.name for story in stories}
        src = ""
        for record in records_about(journal, self._digests | names) if stories else ():
            if record["kind"] == "start":
                src = str(record.get("src", ""))
            elif record["kind"] == "outcome":
                with suppress(KeyError, TypeError, ValueError):  # a line that is ours by its kind alone
                    self._take(src, record)

    def of(self, story: Story) -> Relations:
        """What is related to the file of a story."""
        itself = (str(story.told.src), story.outcome.source.name)
        twins = self._twins.get(story.outcome.digest, {})
        companions = self._companions.get(_lead(story), {})
        return Relations(
            tuple(twin for key, twin in twins.items() if key != itself),
            tuple(each for key, each in companions.items() if key != itself),
        )

    def _take(self, src: str, record: Record) -> None:
        source, lead = str(record["source"]), str(record.get("companion_of", ""))
        related = Related(src, source, Verdict(record["verdict"]), str(record.get("target", "")))
        if record.get("digest") in self._digests:
            _keep(self._twins[record["digest"]], related)
        if lead and (src, lead) in self._leads:
            _keep(self._companions[src, lead], related)


def _lead(story: Story) -> tuple[str, str]:
    """The SRC and the source that a file goes with; itself where it leads."""
    return str(story.told.src), story.companion_of or story.outcome.source.name


def _keep(among: dict[tuple[str, str], Related], related: Related) -> None:
    if len(among) < _MOST:
        among[related.src, related.source] = related
