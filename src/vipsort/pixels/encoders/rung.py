"""One way to write a picture in a format without qualities, on the ladder from harmless to harmful."""

from dataclasses import dataclass

from vipsort.pixels.encoders.encoder import Encoder


@dataclass(frozen=True, slots=True)
class Rung:
    """An encoder and what it does to the picture, in words for people: ``with a palette of 256 colours``.

    `least` is the share that its file has of the one before it, at the least: half of the smallest share that was
    measured, on 51 pictures of all kinds. What cannot fit by that need not be tried.
    """

    encoder: Encoder
    note: str = ""
    least: float = 0.0
