"""XMP, embedded and beside the picture: three properties, two ways to write them, and much junk."""

import pytest

from vipsort.photo.dates.evidence import Candidate, Evidence, Rules
from vipsort.photo.dates.xmp import from_sidecar, from_xmp

NAMESPACES = (
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:exif="http://ns.adobe.com/exif/1.0/" '
    'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" '
    'xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"'
)
PROPERTIES = ("exif:DateTimeOriginal", "photoshop:DateCreated", "xmp:CreateDate")
STAMP = "2019-07-04T10:11:12.345+09:00"
SHOWN = ("2019-07-04T10:11:12", "")


def packet(attributes: str = "", elements: str = "", junk: str = "") -> str:
    return (
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF {NAMESPACES}>'
        f'<rdf:Description rdf:about="" {attributes}>{elements}</rdf:Description>{junk}</rdf:RDF></x:xmpmeta>'
    )


DATED = packet(f'exif:DateTimeOriginal="{STAMP}"')


@pytest.mark.parametrize("name", PROPERTIES)
def test_a_property_is_read_as_an_attribute(name: str, rules: Rules) -> None:
    (found,) = _embedded(packet(f'{name}="{STAMP}"').encode(), rules)
    assert (found.source, found.text, str(found.moment), found.fault) == (f"xmp:{name}", STAMP, *SHOWN)


@pytest.mark.parametrize("name", PROPERTIES)
def test_a_property_is_read_as_an_element(name: str, rules: Rules) -> None:
    (found,) = _embedded(packet(elements=f"<{name}>\n {STAMP}\n</{name}>").encode(), rules)
    assert (found.source, found.text, str(found.moment), found.fault) == (f"xmp:{name}", STAMP, *SHOWN)


@pytest.mark.parametrize("name", PROPERTIES)
def test_a_sidecar_speaks_under_its_own_name(name: str, rules: Rules) -> None:
    sidecar = packet(f'{name}="2019"').encode()
    (found,) = from_sidecar(Evidence("a.jpg", mtime_ns=0, xmp_sidecar=sidecar), rules)
    assert (found.source, str(found.moment)) == (f"sidecar:{name}", "2019")


def test_the_shutter_comes_before_the_desk(rules: Rules) -> None:
    attributes = " ".join(f'{name}="{2019 - number}"' for number, name in enumerate(reversed(PROPERTIES)))
    found = _embedded(packet(attributes).encode(), rules)
    assert [candidate.source for candidate in found] == [f"xmp:{name}" for name in PROPERTIES]


@pytest.mark.parametrize(
    "blob",
    [
        DATED.encode(),
        b"\xef\xbb\xbf" + DATED.encode(),
        b'<?xml version="1.0" encoding="UTF-8"?>\n' + DATED.encode(),
        f'<?xpacket begin="\N{BOM}" id="W5M0MpCehiHzreSzNTczkc9d"?>{DATED}<?xpacket end="w"?>'.encode(),
        b"http://ns.adobe.com/xap/1.0/\0" + DATED.encode() + b"\0\0\0 trailing < junk",
        b"\0\xff<<junk>" + DATED.encode() + b"\xff" * 9,
        DATED.encode("utf-16"),
        DATED.encode("utf-16-le"),
        DATED.encode("utf-16-be"),
        b"\xfe\xff" + packet(f'exif:DateTimeOriginal="{STAMP}"', "<x>日本語</x>").encode("utf-16-be"),
        b"odd" + packet(f'exif:DateTimeOriginal="{STAMP}"', "日本語<x/>日本語").encode("utf-16-be"),
        b"odd" + packet(f'exif:DateTimeOriginal="{STAMP}"', "日本語").encode("utf-16-le"),
        packet(f'exif:DateTimeOriginal="{STAMP}"', "caf\xe9").encode("latin-1"),
        DATED.replace("x:xmpmeta", "x:xapmeta").encode(),
        DATED.replace("x:", "y:").replace(":x=", ":y=").replace("rdf:", "r:").replace(":rdf=", ":r=").encode()
        + b"\n\0",
        packet(junk=f'<rdf:Description exif:DateTimeOriginal="{STAMP}"/>').encode(),
        DATED.encode()[:-5],
        DATED.encode() + packet('exif:DateTimeOriginal="2001"').encode(),
    ],
)
def test_a_packet_is_found_in_every_wrapping(blob: bytes, rules: Rules) -> None:
    (found,) = _embedded(blob, rules)
    assert (found.source, str(found.moment), found.fault) == ("xmp:exif:DateTimeOriginal", *SHOWN)


def test_what_was_pasted_into_the_picture_does_not_date_it(rules: Rules) -> None:
    pasted = f'<xmpMM:Pantry><rdf:Bag><rdf:li exif:DateTimeOriginal="{STAMP}"/></rdf:Bag></xmpMM:Pantry>'
    assert _embedded(packet(elements=pasted).encode(), rules) == []


def test_a_bad_property_says_why_and_the_next_is_read(rules: Rules) -> None:
    first, second = _embedded(packet('exif:DateTimeOriginal="2019-02-30" xmp:CreateDate="2019-03-01"').encode(), rules)
    assert (first.fault, str(second.moment)) == ("no such day", "2019-03-01")


@pytest.mark.parametrize(
    "blob",
    [
        b"garbage",
        b"\0",
        b"<" * 1_000_000,
        DATED.encode()[:-30],
        DATED.replace("</rdf:Desc", "\x01</rdf:Desc").encode(),
        b'<?xml version="1.0" encoding="klingon"?><a/>',
        b'<?xml version="1.0" encoding="utf-32"?><a/>',
        b'<!DOCTYPE a [<!ENTITY lol "lol"><!ENTITY lols "&lol;&lol;">]><a>&lols;</a>',
        DATED.encode("utf-16")[:-60],
        b"</x:xmpmeta><x:xmpmeta",
        b"<a>" * 300_000,
    ],
)
@pytest.mark.parametrize("origin", ["xmp", "sidecar"])
def test_broken_xml_is_not_readable(origin: str, blob: bytes, rules: Rules) -> None:
    evidence = Evidence("a.jpg", mtime_ns=0, xmp=blob) if origin == "xmp" else Evidence("a", 0, xmp_sidecar=blob)
    (found,) = (from_xmp if origin == "xmp" else from_sidecar)(evidence, rules)
    assert found == Candidate(origin, "", None, "not readable")


@pytest.mark.parametrize("blob", [b"", packet().encode(), b"<svg/>", b"<a>" * 50_000 + b"</a>" * 50_000])
def test_xmp_without_a_date_says_nothing(blob: bytes, rules: Rules) -> None:
    assert _embedded(blob, rules) == []


def _embedded(blob: bytes, rules: Rules) -> list[Candidate]:
    return list(from_xmp(Evidence("a.jpg", mtime_ns=0, xmp=blob), rules))


def test_a_packet_of_megabytes_is_not_made_a_tree_of(rules: Rules) -> None:
    (found,) = _embedded(DATED.encode().replace(b"<rdf:RDF", b"<a/>" * 200_000 + b"<rdf:RDF", 1), rules)
    assert (found.moment, found.fault) == (None, "not readable")
