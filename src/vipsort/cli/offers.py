"""What the shell offers behind an option when TAB is pressed; where nothing is offered, it offers files itself."""

import re
from collections.abc import Callable

Offer = Callable[[str], list[str]]
"""From the beginning of a word to the words that it may become."""

_CHOICES = re.compile(r"[a-z]+(\|[a-z]+)+")


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
