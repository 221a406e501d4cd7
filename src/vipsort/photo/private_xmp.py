"""An XMP packet without what tells the place, the device or the person."""

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Mapping
from io import BytesIO
from xml.dom import XMLNS_NAMESPACE
from xml.dom.minidom import Attr, Document, Element  # the types alone: defusedxml parses
from xml.parsers.expat import ExpatError

from defusedxml.minidom import parse

_UTF_16 = (BOM_UTF16_LE, BOM_UTF16_BE)
_LONGEST_PACKET = 512 * 1024  # bytes; a tree of elements takes a hundred times their text, and JPEG holds 64 kB

_PRIVATE_XMP: Mapping[str, frozenset[str]] = {
    "http://purl.org/dc/elements/1.1/": frozenset({"creator", "contributor"}),
    "http://ns.adobe.com/tiff/1.0/": frozenset({"Artist", "HostComputer"}),
    "http://ns.adobe.com/exif/1.0/": frozenset({"MakerNote"}),
    "http://cipa.jp/exif/1.0/": frozenset({"ImageEditor", "Photographer"}),
    "http://ns.adobe.com/photoshop/1.0/": frozenset(
        {"Author", "AuthorsPosition", "CaptionWriter", "City", "Country", "Credit", "State"}
    ),
    "http://ns.adobe.com/xap/1.0/": frozenset({"Author", "Authors"}),
    "http://ns.adobe.com/pdf/1.3/": frozenset({"Author"}),
    "http://ns.adobe.com/xap/1.0/rights/": frozenset({"Owner"}),
    "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/": frozenset({"CountryCode", "CreatorContactInfo", "Location"}),
    "http://iptc.org/std/Iptc4xmpExt/2008-02-29/": frozenset({"LocationCreated", "LocationShown"}),
    "http://ns.useplus.org/ldf/xmp/1.0/": frozenset({"CopyrightOwner", "ImageCreator", "ImageSupplier", "Licensor"}),
}
# In anyone's namespace; a maker of drones writes "longtitude".
_PRIVATE_ANYWHERE = re.compile("^gps|serial_?number|owner_?name|latitude|longt?itude", re.IGNORECASE)


def without_private(xmp: bytes) -> bytes:
    """The XMP packet without the properties that tell place, device or person; empty where it cannot be understood."""
    if len(xmp) > _LONGEST_PACKET:
        return b""
    try:
        document = parse(BytesIO(xmp if xmp.startswith(_UTF_16) else xmp.strip(b"\0 \t\r\n")), forbid_dtd=True)
        _clean(document)
        return "".join(node.toxml() for node in document.childNodes).encode()
    except (ExpatError, ValueError, LookupError, RecursionError):
        # Broken, with entities, of an unknown encoding, or nested a thousand deep: where privacy is asked, nothing.
        return b""


def _clean(document: Document) -> None:
    waiting = [child for child in document.childNodes if isinstance(child, Element)]
    while waiting:
        element = waiting.pop()
        for attribute in list(element.attributes.values()):
            if _tells(attribute):
                element.removeAttributeNode(attribute)
        for child in [child for child in element.childNodes if isinstance(child, Element)]:
            if _tells(child):
                element.removeChild(child)
            else:
                waiting.append(child)


def _tells(node: Attr | Element) -> bool:
    if node.localName is None or node.namespaceURI == XMLNS_NAMESPACE:
        return False
    names = _PRIVATE_XMP.get(node.namespaceURI or "", frozenset())
    return node.localName in names or _PRIVATE_ANYWHERE.search(node.localName) is not None
