"""What is to be done with a picture's bytes: copied, described anew, or made by a recipe."""

from dataclasses import dataclass

from vipsort.photo.formats import Format
from vipsort.photo.policy import Effort
from vipsort.photo.resize import Size


@dataclass(frozen=True, slots=True)
class Recipe:
    """How new bytes are made of a picture's pixels.

    `size` is upright, of one page. `photograph_as` is what a photograph becomes where `format` only stands in for one
    that cannot be written. `quality` is the encoder's, the highest to be tried where there is a limit. `score` is what
    SSIMULACRA 2 is to say of it. `own_quality` is that of an original in the same format and size: none above it is of
    any use. `max_size` is bytes. `shrink_first` prefers fewer pixels to lower quality. `not_above` is bytes of an
    original in the same format, which no result is to exceed. `worth_below` is bytes: a result that is no smaller is
    not worth having, and the original goes. `only_metadata` where nothing else was asked.
    """

    format: Format
    size: Size
    photograph_as: Format | None = None
    crop: str = ""
    quality: int | None = None
    score: int | None = None
    own_quality: int | None = None
    max_size: int | None = None
    shrink_first: bool = False
    effort: Effort = Effort.BALANCED
    metadata: str = "all"
    not_above: int | None = None
    worth_below: int | None = None
    only_metadata: bool = False


@dataclass(frozen=True, slots=True)
class Copy:
    """The bytes go as they are. `check` asks for every pixel to be decoded first."""

    check: bool


@dataclass(frozen=True, slots=True)
class Redescribe:
    """The pixels go as they are; of the metadata only what is wanted. `check` as for a Copy."""

    metadata: str
    check: bool


Work = Copy | Redescribe | Recipe
