"""What becomes of a companion: pure decisions, once it is known what became of the file that it goes with."""

import re
from dataclasses import replace

from vipsort.photo.days import are_strangers, day_of
from vipsort.photo.decide import judge, outcome
from vipsort.photo.kinds import after, is_sidecar
from vipsort.photo.model import Outcome, Photo, Plan, Twin, Verdict
from vipsort.photo.naming import Wanted, legal_folder, right_ending, split_name
from vipsort.photo.policy import Duplicates, Others, Policy
from vipsort.photo.work import Copy

_LONGEST = 255 - 4  # bytes of a name, with room for a number
_APPLE = re.compile(r"IMG_E?(.*)", re.DOTALL)
_APPLE_EDIT = re.compile(r"IMG_O[0-9]+\.aae", re.IGNORECASE)
_VERSION = re.compile(r"(_[0-9]{2})(\.[^.]+)\.xmp")
_METADATA = ".supplemental-metadata.json"


def goes_along(photo: Photo, lead: Outcome | None, day: int) -> bool:
    """Whether a file still goes with the one that its name says; `day` is that one's, see `day_of`.

    A picture does not where they were taken on other days, or where the other one is left out or failed: it can stand
    for itself. What describes something cannot. `lead` is None where it failed before it was judged.
    """
    if is_sidecar(photo.source.filename):
        return True
    if lead and lead.verdict is Verdict.SKIPPED:
        return False
    if photo.format is None:
        return True
    return not are_strangers(day, day_of_photo(photo)) and lead is not None and lead.verdict is not Verdict.FAILED


def day_of_photo(photo: Photo) -> int:
    """The day that a picture was taken, see `day_of`."""
    return day_of(str(photo.date.moment), photo.date.source) if photo.date else 0


def judge_companion(photo: Photo, twin: Twin | None, policy: Policy) -> Plan | Outcome:
    """What is to be done with a file that goes with another one, where that is placed.

    Two pictures may well have the same edits: what describes one is no twin of what describes another.
    """
    if twin is not None and is_sidecar(photo.source.filename) and not twin.is_itself:
        return Plan(Verdict.PLACED, Copy(check=False))
    return judge(photo, twin, replace(policy, selection=replace(policy.selection, others=Others.COPY)))


def joined(photo: Photo, plan: Plan, lead: Outcome, policy: Policy) -> Plan | Outcome:
    """The plan for a companion as its leader's outcome makes it."""
    name = lead.source.filename
    match lead.verdict:
        case Verdict.FAILED:
            return failed_with(photo, name)
        case Verdict.SKIPPED:
            return replace(outcome(photo, Verdict.SKIPPED, f"goes with {name}, which is left out"), unwritten=True)
        case Verdict.QUARANTINED:
            reason = f"goes with {name}: {lead.reason}" if lead.reason else f"goes with {name}"
            return Plan(Verdict.QUARANTINED, Copy(check=False), reason, policy.arrangement.corrupted_folder)
        case Verdict.DUPLICATE if policy.arrangement.duplicates is Duplicates.FOLDER:
            folder = policy.arrangement.duplicates_folder
            return Plan(Verdict.DUPLICATE, Copy(check=False), f"goes with {name}: {lead.reason}", folder)
        case _:
            return plan


def failed_with(photo: Photo, name: str) -> Outcome:
    """The Outcome of a companion of what failed: the next run tries both."""
    return outcome(photo, Verdict.FAILED, f"goes with {name}, which failed")


def stays_beside(plan: Plan, target: str) -> bool:
    """Whether a plan leads to where its leader lies; a broken companion of a sound picture goes aside alone."""
    return not plan.aside or target.startswith(f"{legal_folder(plan.aside)}/")


def beside(photo: Photo, lead: str, target: str) -> Wanted:
    """Folder, stem and ending for a companion of the file `lead`, which lies at `target`.

    ``IMG_1.mov`` of what is ``IMG_1-2.heic`` becomes ``IMG_1-2.mov``; what has the other's whole name keeps it:
    ``IMG_1-2.heic.xmp``.
    """
    folder, _slash, there = target.rpartition("/")
    name = photo.source.filename
    rest = after(name, lead)
    if name.lower().endswith(".json"):
        ending = rest or (_METADATA if ".s" in name.lower() else ".json")
        fits = len(f"{there}{ending}".encode()) <= _LONGEST
        return folder, there, ending if fits else ".json"
    if rest.startswith("."):
        return folder, there, rest
    stem, its_ending = split_name(there)
    if version := _version(name, lead):
        return folder, f"{stem}{version}{its_ending}", ".xmp"
    if name == stem:  # PXL_1.MP of PXL_1.MP.jpg
        return folder, stem, ""
    ending = "".join(name.rpartition(".")[1:])
    if _APPLE_EDIT.fullmatch(name):
        stem = f"IMG_O{apple[1]}" if (apple := _APPLE.fullmatch(stem)) else f"{stem}_O"
    return folder, stem, right_ending(ending, photo.format) if photo.format else ending


def _version(name: str, lead: str) -> str:
    """The ``_01`` of ``a_01.cr2.xmp``, which darktable writes for ``a.cr2``; else empty."""
    stem, ending = split_name(lead)
    match = _VERSION.fullmatch(after(name, stem)) if ending else None
    return match[1] if match and match[2].lower() == ending.lower() else ""
