"""The reporter that fits who listens to a run. Only that one is loaded."""

import os

from vipsort.flow.settings import Settings
from vipsort.show.manner import WATCHED, Manner
from vipsort.show.reporter import QuietReporter, Reporter


def reporter_for(settings: Settings, manner: Manner) -> Reporter:
    """As the manner wants it; and as a watch wants it where one has started this run."""
    reporter = _told(settings, manner)
    if WATCHED.keys() <= os.environ.keys():
        from vipsort.show.watched import WatchedReporter  # noqa: PLC0415 - as below

        return WatchedReporter(reporter)
    return reporter


def _told(settings: Settings, manner: Manner) -> Reporter:
    if manner.json:
        from vipsort.show.json_reporter import JsonReporter  # noqa: PLC0415 - a run starts sooner without the others

        return JsonReporter()
    if manner.quiet:
        return QuietReporter()
    from vipsort.show.plain_reporter import PlainReporter  # noqa: PLC0415 - as above

    return PlainReporter(verbose=manner.verbose, dry=settings.dry_run)
