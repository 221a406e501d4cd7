"""What a picture still says once the place, the device and the person are taken out of it."""

import time
from xml.parsers.expat import ExpatError

import pytest
from defusedxml.minidom import parseString
from hypothesis import given
from hypothesis import strategies as st

from vipsort.photo.private import PRIVATE_EXIF, is_private
from vipsort.photo.private_xmp import without_private

VOCABULARIES = {
    "rdf": ("http://www.w3.org/1999/02/22-rdf-syntax-ns#", ""),
    "exif": ("http://ns.adobe.com/exif/1.0/", "GPSLatitude GPSLongitude GPSTimeStamp"),
    "aux": ("http://ns.adobe.com/exif/1.0/aux/", "SerialNumber LensSerialNumber OwnerName"),
    "exifEX": ("http://cipa.jp/exif/1.0/", "BodySerialNumber LensSerialNumber CameraOwnerName"),
    "photoshop": ("http://ns.adobe.com/photoshop/1.0/", "City State Country CaptionWriter Credit"),
    "core": ("http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/", "Location CountryCode"),
    "ext": ("http://iptc.org/std/Iptc4xmpExt/2008-02-29/", "LocationShown LocationCreated"),
    "dc": ("http://purl.org/dc/elements/1.1/", "creator"),
    "tiff": ("http://ns.adobe.com/tiff/1.0/", "Artist"),
    "drone": ("http://www.dji.com/drone-dji/1.0/", "GpsLatitude GpsLongtitude"),
    "xmp": ("http://ns.adobe.com/xap/1.0/", ""),
    "xmpMM": ("http://ns.adobe.com/xap/1.0/mm/", ""),
}
NAMESPACES = " ".join(f'xmlns:{prefix}="{name}"' for prefix, (name, _) in VOCABULARIES.items())
PRIVATE = [f"{prefix}:{word}" for prefix, (_, words) in VOCABULARIES.items() for word in words.split()]
PUBLIC = [
    "xmp:Rating",
    "xmp:CreateDate",
    "dc:title",
    "dc:subject",
    "exif:DateTimeOriginal",
    "tiff:Model",
    "xmpMM:History",
]


def packet(*, attributes: str = "", elements: str = "") -> bytes:
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        f"<rdf:RDF {NAMESPACES}><rdf:Description {attributes}>{elements}</rdf:Description></rdf:RDF></x:xmpmeta>"
        '\n<?xpacket end="w"?>'
    ).encode()


@pytest.mark.parametrize("name", PRIVATE)
def test_private_properties_go(name: str) -> None:
    assert b"secret" not in without_private(packet(attributes=f'{name}="secret"'))
    nested = f"<{name}><rdf:Bag><rdf:li>secret</rdf:li></rdf:Bag></{name}>"
    assert b"secret" not in without_private(packet(elements=nested))


@pytest.mark.parametrize("name", PUBLIC)
def test_all_others_stay(name: str) -> None:
    private = 'exif:GPSLatitude="52,31N" aux:SerialNumber="0123"'
    assert f'{name}="kept"'.encode() in without_private(packet(attributes=f'{name}="kept" {private}'))
    element = f"<{name}>kept</{name}>"
    assert element.encode() in without_private(packet(elements=f"{element}<photoshop:City>Bonn</photoshop:City>"))


def test_a_place_inside_another_property_goes_too() -> None:
    region = (
        '<xmpMM:History><rdf:li rdf:parseType="Resource" exif:GPSLatitude="secret" xmp:Rating="5"/></xmpMM:History>'
    )
    clean = without_private(packet(elements=region))
    assert b"secret" not in clean
    assert b'xmp:Rating="5"' in clean


def test_any_prefix_is_seen_through() -> None:
    xmp = b'<a xmlns:z="http://ns.adobe.com/photoshop/1.0/" z:City="secret"><z:City>secret</z:City></a>'
    assert without_private(xmp) == b'<a xmlns:z="http://ns.adobe.com/photoshop/1.0/"/>'


def test_a_prefix_that_looks_private_is_none() -> None:
    xmp = b'<gps:rating xmlns:gps="urn:x">5</gps:rating>'
    assert without_private(xmp) == xmp


def test_what_is_left_is_a_packet_again() -> None:
    clean = without_private(packet(attributes='dc:title="Straße"', elements="<dc:creator>secret</dc:creator>"))
    assert clean.startswith(b"<?xpacket")
    assert clean.endswith(b'<?xpacket end="w"?>')
    assert without_private(clean) == clean
    assert "Straße" in clean.decode()


def test_a_packet_in_utf16_is_understood() -> None:
    xmp = packet(attributes='dc:title="kept"', elements="<dc:creator>secret</dc:creator>").decode().encode("utf-16")
    clean = without_private(xmp)
    assert b"kept" in clean
    assert b"secret" not in clean


@pytest.mark.parametrize(
    "xmp",
    [
        b"",
        b"<x:xmpmeta",
        b"secret",
        b"<a>secret</b>",
        b'<?xml version="1.0" encoding="klingon"?><a>secret</a>',
        b'<!DOCTYPE a [<!ENTITY b "secret">]><a>&b;</a>',
        b"<a>" * 5000 + b"</a>" * 5000,
        b"<a>" + b"secret" * 100_000 + b"</a>",
    ],
    ids=["empty", "cut short", "no xml", "broken", "unknown encoding", "entities", "nested", "huge"],
)
def test_what_cannot_be_understood_is_dropped_whole(xmp: bytes) -> None:
    assert without_private(xmp) == b""


def test_a_bomb_is_soon_given_up() -> None:
    began = time.process_time()
    without_private(b"<a>" + b"<b/>" * 120_000 + b"</a>")
    assert time.process_time() - began < 5


@given(st.data())
def test_damage_leaves_a_packet_or_nothing(data: st.DataObject) -> None:
    xmp = bytearray(packet(attributes='exif:GPSLatitude="52,31N" xmp:Rating="5"', elements="<dc:title>x</dc:title>"))
    for _ in range(data.draw(st.integers(1, 5))):
        xmp[data.draw(st.integers(0, len(xmp) - 1))] = data.draw(st.integers(0, 255))
    clean = without_private(bytes(xmp))
    try:
        parseString(clean.decode())
    except ExpatError:
        assert clean == b""


@pytest.mark.parametrize(
    "name", ["BodySerialNumber", "LensSerialNumber", "CameraOwnerName", "Artist", "XPAuthor", "MakerNote"]
)
def test_tags_that_tell_are_private_in_every_directory(name: str) -> None:
    assert name in PRIVATE_EXIF
    assert all(is_private(f"exif-ifd{number}-{name}") for number in range(5))


def test_all_of_gps_is_private() -> None:
    assert is_private("exif-ifd3-GPSDateStamp")


@pytest.mark.parametrize(
    "field", ["exif-ifd0-Model", "exif-ifd0-Copyright", "exif-ifd2-LensModel", "exif-data", "Artist"]
)
def test_fields_that_tell_nothing_stay(field: str) -> None:
    assert not is_private(field)
