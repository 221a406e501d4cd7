"""What a run says to the standard logging: below ``vipsort``, to nobody unless the host program listens.

``vipsort.run``      its begin and its end, with the counts (INFO); what DST cannot do (WARNING); its trouble (ERROR)
``vipsort.outcome``  each file: WARNING where somebody should look at it, else DEBUG; the record has the `outcome`
``vipsort.share``    what is tried again, or waited for (WARNING); a share that does not answer (ERROR)
``vipsort.engine``   pictures that took too long, or are tried in a process of their own (WARNING)
Names are written out where they would move a cursor or turn a line. The command's own lines are no part of this.
"""

import logging
from collections.abc import Sequence

from vipsort.flow.settings import Settings
from vipsort.flow.tally import Tally
from vipsort.photo.errors import RunError
from vipsort.photo.escape import shown
from vipsort.photo.model import Outcome

logging.getLogger("vipsort").addHandler(logging.NullHandler())
_RUN, _OUTCOME, _SHARE, _ENGINE = (
    logging.getLogger(f"vipsort.{name}") for name in ("run", "outcome", "share", "engine")
)


def begin(run: str, settings: Settings) -> None:
    """A run begins."""
    _RUN.info("run %s: %s to %s", run, shown(str(settings.src)), shown(str(settings.dst)), extra={"run": run})


def end(run: str, tally: Tally, *, was_stopped: bool) -> None:
    """A run is over."""
    if _RUN.isEnabledFor(logging.INFO):
        counts = tally.by_verdict()
        told = ", ".join(f"{word} {number}" for word, number in counts.items())
        ended = "was stopped" if was_stopped else "ended"
        _RUN.info("run %s %s: found %d, %s", run, ended, tally.found, told, extra={"run": run, "counts": counts})


def remark(text: str) -> None:
    """What DST cannot do, or that it has to be waited for."""
    _RUN.warning("%s", shown(text))


def pass_over(trouble: Exception) -> None:
    """What went wrong while a run was being left because of something else."""
    _RUN.error("%s", shown(str(trouble)), exc_info=None if isinstance(trouble, RunError) else trouble)


def tell(outcomes: Sequence[Outcome]) -> None:
    """Outcomes that are safe on disk."""
    if not _OUTCOME.isEnabledFor(logging.WARNING):
        return
    tells_all = _OUTCOME.isEnabledFor(logging.DEBUG)
    for outcome in outcomes:
        if outcome.wants_a_look or tells_all:
            level = logging.WARNING if outcome.wants_a_look else logging.DEBUG
            _OUTCOME.log(level, "%s: %s", shown(outcome.source.name), _became(outcome), extra={"outcome": outcome})


def try_again(place: str, fault: Exception, number: int) -> None:
    """A call to a share met a fault that may pass."""
    _SHARE.warning("%s: %s; try %d", shown(place), shown(str(fault)), number)


def miss(why: str) -> None:
    """A share does not answer."""
    _SHARE.error("%s", shown(why))


def suspect(name: str, why: str) -> None:
    """A picture that is not worked on like the others any more."""
    _ENGINE.warning("%s: %s", shown(name), why)


def _became(outcome: Outcome) -> str:
    parts = [
        f"{outcome.verdict} at {shown(outcome.target)}" if outcome.target else outcome.verdict.value,
        shown(outcome.reason),
        f"its original stays: {shown(outcome.stays)}" if outcome.stays else "",
    ]
    return ", ".join(filter(None, parts))
