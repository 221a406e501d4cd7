"""A machine, its codecs, a SRC and a DST examined for `vipsort doctor`."""

import os
import sys
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from vipsort.cli.assemble import settings_of
from vipsort.cli.exits import Exit
from vipsort.cli.selftest import end_tidily
from vipsort.cli.version import LIBRARIES
from vipsort.flow.doctor.afar import PATIENCE, Afar, Asked
from vipsort.flow.doctor.codecs import CodecTrial
from vipsort.flow.doctor.dst import IO_ON_SHARE
from vipsort.flow.doctor.machine import signs_of_machine
from vipsort.flow.doctor.sign import Sign
from vipsort.flow.doctor.versions import own_versions
from vipsort.flow.settings import Limits
from vipsort.show.doctor import DoctorReporter, diagnosis, doctor_event

_HERE = Path(os.sep)  # instead of SRC and DST, which may not answer


def examine(src: Path | None, dst: Path | None, read: Mapping[str, Any], patience: float = PATIENCE) -> Exit:
    """Tell on stdout what is seen; a place may take so many seconds to answer. Raises UsageError, RunError."""
    settings_of(_HERE, _HERE, read)  # wrong words are told before anything else
    end_tidily()
    asked = Asked(src, dst, read.get("state-dir"), read.get("io", Limits().io))
    signs: list[Sign] = []
    with Afar(asked, patience) as places:
        on_share = places.check()
        codecs, reporter = CodecTrial(), DoctorReporter()
        of_codecs = list(codecs)
        versions = own_versions() | {name: codecs.versions.get(name) for name in LIBRARIES}
        limits = settings_of(_HERE, _HERE, {"io": IO_ON_SHARE if on_share else Limits().io, **read}).limits
        for sign in chain(_of_versions(versions), of_codecs, signs_of_machine(limits), places):
            signs.append(sign)
            if not read.get("json"):
                reporter.tell(sign)
    sys.stdout.write(f"{doctor_event(signs, versions)}\n" if read.get("json") else f"\n{diagnosis(signs)}\n")
    return Exit.TROUBLED if any(sign.loses for sign in signs) else Exit.WELL


def _of_versions(versions: Mapping[str, str | None]) -> Iterator[Sign]:
    told = {name: version or "cannot be loaded" for name, version in versions.items()}
    yield Sign("versions", "vipsort", f"{told['version']} on Python {told['python']}")
    yield Sign("versions", "libvips", f"{told['libvips']} by pyvips {told['pyvips']}")
    yield Sign("versions", "pillow", f"{told['pillow']}, pillow-heif {told['pillow-heif']}, libheif {told['libheif']}")
    yield Sign("versions", "sqlite", told["sqlite"])
    yield Sign("versions", "system", f"{told['kernel']}, {told['libc']}")
