"""Everything that is to be known of a file, found out in one hop to a thread: read, hashed, sniffed, dated."""

import os
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from vipsort.flow.machine import system_zone
from vipsort.flow.settings import Settings
from vipsort.flow.slate import Slate
from vipsort.photo.dates.dating import dated, rejected
from vipsort.photo.dates.evidence import Candidate, Evidence, Rules
from vipsort.photo.days import GUESSED
from vipsort.photo.errors import PictureError
from vipsort.photo.formats import Format, is_picture_name
from vipsort.photo.kinds import is_sidecar, is_video
from vipsort.photo.model import Photo, Source
from vipsort.photo.moment import Precision
from vipsort.pixels.data import as_file, head_of
from vipsort.pixels.look import Look, Looked
from vipsort.pixels.metadata import Metadata, read_metadata
from vipsort.pixels.motion import holds_video
from vipsort.pixels.movie import movie_dates
from vipsort.pixels.sniff import HEAD, sniff
from vipsort.store.read import HELD_WHOLE, Fetched, open_regular, read, read_sidecar
from vipsort.store.root import Root

_IN_MOTION = {Format.JPEG, Format.HEIC}


@dataclass(frozen=True, slots=True)
class Examined:
    """A file in hand, what it is, and what speaks of its date."""

    fetched: Fetched
    photo: Photo
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Examiner:
    """Examines files below `src`; `needed` is how much of a date the layout asks for.

    `held_whole` is bytes: a bigger file is read from its descriptor.
    """

    src: Root
    rules: Rules
    needed: Precision
    slate: Slate
    held_whole: int = HELD_WHOLE

    @classmethod
    def of(cls, settings: Settings, src: Root, slate: Slate | None = None) -> Self:
        """The examiner of a run, whose now is this moment."""
        dating = settings.policy.dating
        zone = dating.tz or system_zone()
        now = datetime.now(zone).replace(tzinfo=None)
        rules = Rules(now, zone, dating.date_map, dating.date_regex, dating.use_mtime)
        return cls(
            src,
            rules,
            settings.policy.arrangement.layout.needed or Precision.YEAR,
            slate or Slate(),
            settings.limits.held_whole,
        )

    def examine(self, source: Source) -> Examined:
        """Read the file once and say what it is. The caller closes what was fetched. Raises Unreadable.

        A suspect is only read, and has to be looked into elsewhere.
        """
        fetched = read(self.src, source, self.held_whole)
        try:
            return self.examined(fetched, self._looked(fetched))
        except BaseException:
            fetched.close()
            raise

    def examined(self, fetched: Fetched, looked: Looked) -> Examined:
        """What a file is, by what was seen of it."""
        source, metadata = fetched.source, looked.metadata
        format_ = _format(fetched)
        evidence = self._evidence(fetched, format_, metadata)
        date = dated(evidence, self.rules, self.needed)
        if source.tie.companions and (date is None or date.source in GUESSED):
            date = self._by_companions(source) or date
        photo = Photo(
            source=source,
            digest=fetched.digest,
            format=format_,
            header=looked.header,
            flaw=looked.flaw,
            date=date,
            make=metadata.make,
            model=metadata.model,
            is_motion=format_ in _IN_MOTION and holds_video(fetched.data, metadata.xmp),
            rejected=tuple(rejected(evidence, self.rules, self.needed)) if format_ and not date else (),
        )
        return Examined(fetched, photo, evidence)

    def _looked(self, fetched: Fetched) -> Looked:
        source = fetched.source
        format_ = _format(fetched)
        if format_ is None:
            claims = "empty" if source.size == 0 else "a picture by name only"
            return Looked(flaw=claims if is_picture_name(source.filename) else "")
        if self.slate.hands.is_suspect(source.name):
            return Looked()
        with self.slate.hands.hold(source.name):
            return Look(format_).do(fetched.data)

    def _by_companions(self, source: Source) -> Candidate | None:
        """What its RAW or its video says, where a picture itself does not: a second look at the start of a few files.

        It is rare, and waiting for what is behind it in scan order could be waiting for ever.
        """
        rules = replace(self.rules, use_mtime=False)
        for name in source.tie.companions:
            if is_sidecar(name):
                continue
            try:
                with os.fdopen(open_regular(self.src, source.beside(name)), "rb") as file:
                    metadata, movie = read_metadata(file), movie_dates(file) if is_video(name) else {}
            except (OSError, PictureError):
                continue
            evidence = Evidence(name, 0, metadata.exif, metadata.xmp, metadata.iptc, movie=movie)
            if date := dated(evidence, rules, self.needed):
                return replace(date, source=f"companion:{date.source}")
        return None

    def _evidence(self, fetched: Fetched, format_: Format | None, metadata: Metadata) -> Evidence:
        source = fetched.source
        beside = {name.rpartition(".")[2].lower(): read_sidecar(self.src, source, name) for name in source.sidecars}
        return Evidence(
            name=source.name,
            mtime_ns=source.mtime_ns,
            exif=metadata.exif,
            xmp=metadata.xmp,
            iptc=metadata.iptc,
            xmp_sidecar=beside.get("xmp", b""),
            takeout=beside.get("json", b""),
            movie={} if format_ else movie_dates(as_file(fetched.data)),
        )


def _format(fetched: Fetched) -> Format | None:
    """What picture a file is; one that goes with another as what describes it is none, be it a small JPEG of it."""
    source = fetched.source
    if source.tie.companion_of and is_sidecar(source.filename):
        return None
    return sniff(head_of(fetched.data, HEAD), source.filename)
