"""vipsort turns a folder of pictures into the folder its owner wanted.

As a library: `read_settings` or `Settings` says what is wanted, `run` does it and gives what became of each file.

    async for outcome in run(read_settings("card", "photos", layout="month")):
        ...

What a run needs is imported when it is first asked for: the command's help needs none of it.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from vipsort.version import VERSION

if TYPE_CHECKING:
    from vipsort.cli.spoken import read_settings
    from vipsort.flow.budget import BudgetStatistics
    from vipsort.flow.running import Running, run
    from vipsort.flow.settings import Limits, Settings
    from vipsort.flow.snapshot import Snapshot
    from vipsort.flow.tally import Tally
    from vipsort.photo.errors import RunError, UsageError, VipsortError
    from vipsort.photo.formats import Format
    from vipsort.photo.making import Bound, Making, Step
    from vipsort.photo.model import Outcome, Source, Verdict
    from vipsort.photo.moment import Moment, Precision
    from vipsort.photo.policy import (
        Arrangement,
        Auto,
        Check,
        Dating,
        Duplicates,
        Effort,
        Metadata,
        Others,
        Policy,
        Selection,
        Shrink,
        Treatment,
    )
    from vipsort.photo.resize import Crop, Resize, Size
    from vipsort.photo.template import Template

__version__ = VERSION

__all__ = [
    "Arrangement",
    "Auto",
    "Bound",
    "BudgetStatistics",
    "Check",
    "Crop",
    "Dating",
    "Duplicates",
    "Effort",
    "Format",
    "Limits",
    "Making",
    "Metadata",
    "Moment",
    "Others",
    "Outcome",
    "Policy",
    "Precision",
    "Resize",
    "RunError",
    "Running",
    "Selection",
    "Settings",
    "Shrink",
    "Size",
    "Snapshot",
    "Source",
    "Step",
    "Tally",
    "Template",
    "Treatment",
    "UsageError",
    "Verdict",
    "VipsortError",
    "__version__",
    "read_settings",
    "run",
]

_HOMES = {
    "vipsort.cli.spoken": ("read_settings",),
    "vipsort.flow.budget": ("BudgetStatistics",),
    "vipsort.flow.snapshot": ("Snapshot",),
    "vipsort.flow.running": ("Running", "run"),
    "vipsort.flow.settings": ("Limits", "Settings"),
    "vipsort.flow.tally": ("Tally",),
    "vipsort.photo.errors": ("RunError", "UsageError", "VipsortError"),
    "vipsort.photo.formats": ("Format",),
    "vipsort.photo.making": ("Bound", "Making", "Step"),
    "vipsort.photo.model": ("Outcome", "Source", "Verdict"),
    "vipsort.photo.moment": ("Moment", "Precision"),
    "vipsort.photo.policy": (
        "Arrangement", "Auto", "Check", "Dating", "Duplicates", "Effort", "Metadata", "Others", "Policy", "Selection",
        "Shrink", "Treatment",
    ),
    "vipsort.photo.resize": ("Crop", "Resize", "Size"),
    "vipsort.photo.template": ("Template",),
}  # fmt: skip
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


if not TYPE_CHECKING:  # which knows the names above, and would take any other one for given

    def __getattr__(name: str) -> object:
        """A name of the library, from where it lives (PEP 562)."""
        if name not in _HOME_OF:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(_HOME_OF[name]), name)


def __dir__() -> list[str]:
    return __all__
