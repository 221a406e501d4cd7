"""The engine of a run: started by the supervisor, ends with it, and is the first that the OOM killer takes."""

import ctypes
import gc
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

from vipsort.flow.slate import Slate

_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG
_RATHER_THAN_THE_SUPERVISOR = 200  # of 1000; the disposable process goes before it


def main() -> None:
    """Work the words of the command line, of which the first one is the command: ``run`` or ``plan``."""
    supervisor = Slate.supervisor_of_this()
    if supervisor:
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != supervisor:  # it died before we asked
            sys.exit(1)
        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # until the run listens: no trace of where it was interrupted
        with suppress(OSError):
            Path("/proc/self/oom_score_adj").write_text(str(_RATHER_THAN_THE_SUPERVISOR))
    gc.disable()  # until all is loaded: what stays would be looked through for garbage again and again
    from vipsort.cli.plain import LiteralCommand, alone, named

    name = sys.argv[1]
    alone(named(name), LiteralCommand)(sys.argv[2:], prog_name=f"vipsort {name}")


if __name__ == "__main__":
    main()
