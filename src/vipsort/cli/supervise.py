"""The way in: what works on pictures is supervised, anything else is done right here. Each imports what it needs."""

import os
import sys

from vipsort.cli.streams import open_what_is_closed

_SUPERVISED = ("run", "plan")


def main() -> None:
    """Do what the command line asks for."""
    open_what_is_closed()
    words = sys.argv[1:]
    if words[:1] == ["watch"]:
        from vipsort.cli.plain import LiteralCommand, alone
        from vipsort.cli.watch import watch

        alone(watch, LiteralCommand)(words[1:], prog_name="vipsort watch")  # it lasts: without what it does not need
    elif not words or words[0] not in _SUPERVISED:
        from vipsort.cli.main import app
        from vipsort.cli.shells import finish_for_zsh, parted_at_equals

        try:
            with parted_at_equals():
                app(prog_name="vipsort")
        finally:
            if words[:1] == ["--install-completion"]:
                finish_for_zsh()
    elif {"--help", "-h"} & set(words) or not hasattr(os, "memfd_create"):
        from vipsort.cli.plain import LiteralCommand, alone, named

        alone(named(words[0]), LiteralCommand)(words[1:], prog_name=f"vipsort {words[0]}")
    else:
        from vipsort.cli.supervisor import Supervisor

        sys.exit(Supervisor(words).work())
