"""A picture looked into, before a pixel is decoded: its header and what it says about itself."""

from dataclasses import dataclass, field

from vipsort.photo.errors import Undecodable
from vipsort.photo.formats import Format
from vipsort.photo.header import Header
from vipsort.pixels.data import Data
from vipsort.pixels.header import read_header
from vipsort.pixels.metadata import Metadata, read_metadata


@dataclass(frozen=True, slots=True)
class Looked:
    """What was seen. `flaw` says why the file cannot be the picture that it claims to be."""

    header: Header | None = None
    flaw: str = ""
    metadata: Metadata = field(default_factory=Metadata)


@dataclass(frozen=True, slots=True)
class Look:
    """To look into bytes of a format."""

    format: Format

    def do(self, data: Data) -> Looked:
        """Nothing is raised: what makes no sense is a flaw."""
        try:
            header, flaw = read_header(data, self.format), ""
        except Undecodable:
            header, flaw = None, "its header makes no sense"
        return Looked(header, flaw, read_metadata(data))
