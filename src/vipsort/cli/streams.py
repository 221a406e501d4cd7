"""The three standard streams, for whoever was started without one of them."""

import os
import sys

_STREAMS = (("stdin", "r"), ("stdout", "w"), ("stderr", "w"))


def open_what_is_closed() -> None:
    """Nothing is read from what is closed, and what is written there goes nowhere.

    Left closed, its number would be that of the next file that is opened: what libvips says of a picture would be
    written into the journal.
    """
    for number, (name, mode) in enumerate(_STREAMS):
        if getattr(sys, name) is None:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)
            setattr(sys, name, os.fdopen(number, mode, closefd=False))
