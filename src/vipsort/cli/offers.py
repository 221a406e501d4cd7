"""What the shell offers behind an option when TAB is pressed; where nothing is offered, it offers files itself."""

import os
import re
from collections.abc import Callable

Offer = Callable[[str], list[str]]
"""From the beginning of a word to the words that it may become."""

_CHOICES = re.compile(r"[a-z]+(\|[a-z]+)+")
_LONE_EQUALS = re.compile(r"(?<=\n)=\n")
_CALLED = '\n\n_vipsort_completion "$@"\n'
_BASH = {"_VIPSORT_COMPLETE": "complete_bash"}


def offer_of(wanted: str) -> Offer | None:
    """The choices in an option's own metavar, such as ``skip|copy``; None for anything else."""
    return words(*wanted.split("|")) if _CHOICES.fullmatch(wanted) else None


def words(*known: str) -> Offer:
    """Those that begin so."""

    def offer(incomplete: str) -> list[str]:
        return [word for word in known if word.startswith(incomplete)]

    return offer


def zones(incomplete: str) -> list[str]:
    """The time zones that this machine knows."""
    from zoneinfo import available_timezones

    return sorted(zone for zone in available_timezones() if zone.startswith(incomplete))


def presets(incomplete: str) -> list[str]:
    """The presets that are shipped."""
    from vipsort.cli.words import presets as shipped

    return [name for name, _text in shipped() if name.startswith(incomplete)]


def join_at_equals() -> None:
    """Bash parts ``--format=we`` into three words, of which the middle one is not ours."""
    if not _BASH.items() <= os.environ.items():
        return
    said, place = os.environ.get("COMP_WORDS", ""), os.environ.get("COMP_CWORD", "")
    if place.isdigit():
        before = "".join(f"{word}\n" for word in said.split("\n")[: int(place)])
        behind = said[len(before) :]
        joined, dropped = _LONE_EQUALS.subn("", before)
        os.environ |= {"COMP_WORDS": joined + behind, "COMP_CWORD": str(int(place) - dropped)}


def finish_for_zsh() -> None:
    """What Typer installs for zsh only defines a function when TAB is pressed first: let it be called as well."""
    from pathlib import Path

    installed = Path("~/.zfunc/_vipsort").expanduser()
    if installed.is_file() and not installed.read_text().endswith(_CALLED):
        with installed.open("a") as file:
            file.write(_CALLED)
