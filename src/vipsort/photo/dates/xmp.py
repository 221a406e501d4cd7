"""What XMP says, inside the picture or in the sidecar beside it."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from vipsort.photo.dates.claim import claim
from vipsort.photo.dates.evidence import Candidate, Evidence, Rules
from vipsort.photo.dates.stamp import read_stamp
from vipsort.photo.dates.wallclock import DateError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # the type alone: defusedxml parses

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}RDF"
_DATES = {
    "exif:DateTimeOriginal": "{http://ns.adobe.com/exif/1.0/}DateTimeOriginal",
    "photoshop:DateCreated": "{http://ns.adobe.com/photoshop/1.0/}DateCreated",
    "xmp:CreateDate": "{http://ns.adobe.com/xap/1.0/}CreateDate",
}
_ROOTS = (("<x:xmpmeta", "</x:xmpmeta>"), ("<rdf:RDF", "</rdf:RDF>"))
_LONGEST = 512 * 1024  # bytes; the longest histories are half of it, and a tree of elements takes fifty times its text
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")


def from_sidecar(evidence: Evidence, rules: Rules) -> Iterator[Candidate]:
    """What the sidecar says: the user edited it."""
    return _claims("sidecar", evidence.xmp_sidecar, rules)


def from_xmp(evidence: Evidence, rules: Rules) -> Iterator[Candidate]:
    """What the packet inside the picture says."""
    return _claims("xmp", evidence.xmp, rules)


def _claims(origin: str, packet: bytes, rules: Rules) -> Iterator[Candidate]:
    if not packet:
        return
    try:
        root = _parsed(packet)
    except DateError as error:
        yield Candidate(origin, "", None, str(error))
        return
    for name, tag in _DATES.items():
        text = next(_values(root, tag), None)
        if text is not None:
            yield claim(f"{origin}:{name}", text, partial(read_stamp, text), rules)


def _values(root: "Element", tag: str) -> Iterator[str]:
    """A property of the picture itself: deeper down are those of its history and of the pictures pasted into it."""
    for description in (child for rdf in root.iter(_RDF) for child in rdf):
        if tag in description.attrib:
            yield description.attrib[tag]
        for element in description.findall(tag):
            yield "".join(element.itertext())


def _parsed(packet: bytes) -> "Element":
    if len(packet) > _LONGEST:
        raise DateError("not readable")
    from defusedxml.ElementTree import ParseError, fromstring  # noqa: PLC0415 - most pictures have no packet

    for markup in _markups(packet):
        try:
            return fromstring(markup)
        except (ParseError, LookupError, ValueError):  # broken; an encoding nobody knows; entities, which are refused
            continue
    raise DateError("not readable")


def _markups(packet: bytes) -> Iterator[str | bytes]:
    """The packet without the junk around it, in each way that it may be meant; last as it is, for other prefixes."""
    for encoding in _ENCODINGS:
        for opening, closing in ((a.encode(encoding), b.encode(encoding)) for a, b in _ROOTS):
            start = packet.find(opening)
            end = packet.find(closing, start)
            if 0 <= start < end:
                yield packet[start : end + len(closing)].decode(encoding, "replace")
    yield packet.strip(b"\0 \t\r\n")
