"""A machine, its codecs, a SRC and a DST examined for `vipsort doctor`."""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from vipsort.cli.assemble import settings_of
from vipsort.cli.exits import Exit
from vipsort.cli.selftest import end_tidily
from vipsort.cli.version import LIBRARIES
from vipsort.flow.doctor.codecs import CodecTrial
from vipsort.flow.doctor.dst import signs_of_dst
from vipsort.flow.doctor.machine import signs_of_machine
from vipsort.flow.doctor.sign import Sign
from vipsort.flow.doctor.src import signs_of_src
from vipsort.flow.doctor.versions import own_versions
from vipsort.flow.places import check_dst, check_places, check_src, looking
from vipsort.flow.settings import Settings
from vipsort.show.doctor import DoctorReporter, diagnosis, doctor_event
from vipsort.store.state import state_of


def examine(src: Path | None, dst: Path | None, read: Mapping[str, Any]) -> Exit:
    """Tell on stdout what is seen. Raises UsageError, RunError."""
    settings = settings_of(src or Path(), dst or Path(), read)
    _check(src, dst, settings)
    end_tidily()
    codecs, signs, reporter = CodecTrial(), [], DoctorReporter()
    of_codecs = list(codecs)
    versions = own_versions() | {name: codecs.versions.get(name) for name in LIBRARIES}
    for sign in (*_of_versions(versions), *of_codecs, *signs_of_machine(settings.limits)):
        signs.append(sign)
        if not read.get("json"):
            reporter.tell(sign)
    for sign in _of_places(src, dst, settings):
        signs.append(sign)
        if not read.get("json"):
            reporter.tell(sign)
    sys.stdout.write(f"{doctor_event(signs, versions)}\n" if read.get("json") else f"\n{diagnosis(signs)}\n")
    return Exit.TROUBLED if any(sign.loses for sign in signs) else Exit.WELL


def _check(src: Path | None, dst: Path | None, settings: Settings) -> None:
    if src and dst:
        check_places(settings)
        return
    with looking():
        if src:
            check_src(src)
        if dst:
            check_dst(dst)


def _of_versions(versions: Mapping[str, str | None]) -> Iterator[Sign]:
    told = {name: version or "cannot be loaded" for name, version in versions.items()}
    yield Sign("versions", "vipsort", f"{told['version']} on Python {told['python']}")
    yield Sign("versions", "libvips", f"{told['libvips']} by pyvips {told['pyvips']}")
    yield Sign("versions", "pillow", f"{told['pillow']}, pillow-heif {told['pillow-heif']}, libheif {told['libheif']}")
    yield Sign("versions", "sqlite", told["sqlite"])
    yield Sign("versions", "system", f"{told['kernel']}, {told['libc']}")


def _of_places(src: Path | None, dst: Path | None, settings: Settings) -> Iterator[Sign]:
    if src:
        yield from signs_of_src(src, state_of(dst, settings.state_dir).journal if dst else None)
    if dst:
        yield from signs_of_dst(src, dst, settings.state_dir, settings.limits.io)
