"""The whole story of a file: what the journal of a DST tells of it, and what is to be seen of it now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from vipsort.flow.verify import Condition, condition_of
from vipsort.photo.errors import UsageError
from vipsort.photo.model import Verdict
from vipsort.store.chronicle import Subject, stories
from vipsort.store.folders import STATE_FOLDER
from vipsort.store.relations import Kinship, Relations
from vipsort.store.root import Root
from vipsort.store.state import state_of
from vipsort.store.story import Story


class Original(StrEnum):
    """What lies where a source lay."""

    SAME = "same"  # by its size and time
    OTHER = "other"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Chapter:
    """What one run did with a file, whom it met there, and what is left of that.

    `copy` is how what was placed is found now, and `wrong` what is wrong with it; None where nothing should be there.
    """

    story: Story
    relations: Relations
    original: Original
    copy: Condition | None = None
    wrong: str = ""

    @property
    def stands(self) -> bool:
        """Whether the next run takes the source for done."""
        verdict = self.story.outcome.verdict
        is_settled = verdict not in {Verdict.FAILED, Verdict.SKIPPED} and not self.story.is_taken_back
        return is_settled and self.original is Original.SAME


@dataclass(frozen=True, slots=True)
class Whole:
    """A file as it was asked for, by its path; the DST that knows of it; its name there if it lies there; and all runs.

    `is_there` is false for one that is known from the journal alone.
    """

    file: Path
    path: Path
    dst: Path | None = None
    target: str = ""
    chapters: tuple[Chapter, ...] = ()
    is_there: bool = True

    @property
    def is_foreign(self) -> bool:
        """Whether it lies in DST and no run put it there."""
        return self.is_there and bool(self.target) and not any(chapter.story.has_copy for chapter in self.chapters)


@dataclass(frozen=True, slots=True)
class Places:
    """Where to look: the SRC and the DST that were named, and one that is only usual, where no other is found."""

    src: Path | None = None
    dst: Path | None = None
    usual_dst: Path | None = None


def whole_stories(files: Sequence[Path], places: Places) -> list[Whole]:
    """The story of each file, from one reading of each journal. Raises UsageError for what nobody knows, RunError."""
    if places.dst and not _journal(places.dst).is_file():
        raise UsageError(f"{places.dst} has no journal: vipsort has placed nothing there")
    paths = [file.parent.resolve() / file.name for file in files]
    homes = [_home_of(path, places) for path in paths]
    told: dict[int, Whole] = {}
    for dst in {home for home in homes if home}:
        numbers = [number for number, home in enumerate(homes) if home == dst]
        wholes = _in(dst, [(files[number], paths[number]) for number in numbers])
        told |= dict(zip(numbers, wholes, strict=True))
    return [
        _known(told.get(number) or Whole(file, paths[number], is_there=file.is_file()), places)
        for number, file in enumerate(files)
    ]


def _home_of(path: Path, places: Places) -> Path | None:
    """The DST whose journal may know a file."""
    if places.dst:
        return places.dst.resolve()
    above = next((folder for folder in path.parents if _journal(folder).is_file()), None)
    if above or not places.usual_dst or not _journal(places.usual_dst).is_file():
        return above
    return places.usual_dst.resolve()


def _journal(dst: Path) -> Path:
    return dst / STATE_FOLDER / "journal.jsonl"


def _in(dst: Path, asked: Sequence[tuple[Path, Path]]) -> Iterator[Whole]:
    journal = state_of(dst, None).journal
    subjects = [
        Subject(path, path.relative_to(dst).as_posix() if path.is_relative_to(dst) else "") for _file, path in asked
    ]
    told = stories(journal, subjects)
    kinship = Kinship(journal, [story for each in told for story in each])
    with Root.open(dst, "DST") as root:
        for (file, path), subject, its in zip(asked, subjects, told, strict=True):
            chapters = tuple(_chapter(root, story, kinship) for story in its)
            yield Whole(file, path, dst, subject.target, chapters, file.is_file())


def _chapter(dst: Root, story: Story, kinship: Kinship) -> Chapter:
    copy, wrong = None, ""
    if story.has_copy:
        copy, wrong = condition_of(dst, story.target, story.outcome.placed_digest)
    return Chapter(story, kinship.of(story), _original(story), copy, wrong)


def _original(story: Story) -> Original:
    source = story.outcome.source
    try:
        now = story.original.lstat()
    except OSError:
        return Original.GONE
    is_same = (now.st_size, now.st_mtime_ns) == (source.size, source.mtime_ns)
    return Original.SAME if is_same else Original.OTHER


def _known(whole: Whole, places: Places) -> Whole:
    """A file that can be told of. Raises UsageError."""
    if whole.chapters:
        return whole
    root = places.src or whole.file.parent
    if whole.is_there and (whole.target or whole.path.is_relative_to(root.resolve())):
        return whole
    way_out = f"no run into {whole.dst} knows of it" if whole.dst else "--dst DST tells the story of one that was there"
    if whole.file.is_dir():
        raise UsageError(f"{whole.file} is a folder: name files in it; vipsort report tells of all")
    raise UsageError(f"{whole.file} is no file in {root}; {way_out}")
