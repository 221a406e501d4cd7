"""The way in: a run is supervised, anything else is done right here. Each imports what it needs alone."""

import os
import sys


def main() -> None:
    """Do what the command line asks for."""
    words = sys.argv[1:]
    if words[:1] == ["watch"]:
        from vipsort.cli.plain import LiteralCommand, alone
        from vipsort.cli.watch import watch

        alone(watch, LiteralCommand)(words[1:], prog_name="vipsort watch")  # it lasts: without what it does not need
    elif words[:1] != ["run"]:
        from vipsort.cli.main import app
        from vipsort.cli.offers import finish_for_zsh, join_at_equals

        join_at_equals()
        try:
            app(prog_name="vipsort")
        finally:
            if words[:1] == ["--install-completion"]:
                finish_for_zsh()
    elif {"--help", "-h"} & set(words) or not hasattr(os, "memfd_create"):
        from vipsort.cli.plain import LiteralCommand, alone
        from vipsort.cli.run import run

        alone(run, LiteralCommand)(words[1:], prog_name="vipsort run")
    else:
        from vipsort.cli.supervisor import Supervisor

        sys.exit(Supervisor(words).work())
