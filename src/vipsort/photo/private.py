"""What in a picture's metadata tells the place, the device or the person: EXIF's part, and the rule for all.

IPTC has no function here: nearly all that it holds are names and places, so it is dropped whole. A statement of
copyright stays wherever it stands; it is a notice to others. XMP has a module of its own, `private_xmp`.
"""

import re

PRIVATE_EXIF = frozenset(
    {
        "Artist",
        "BodySerialNumber",
        "CameraOwnerName",
        "CameraSerialNumber",
        "GPSInfo",
        "HostComputer",  # people name their computers after themselves
        "ImageEditor",
        "LensSerialNumber",
        "MakerNote",  # where makers put serial numbers and, in telephones, faces and places
        "Photographer",
        "XPAuthor",
    }
)
"""EXIF tags, by name, that tell the device or the person; all of the GPS directory tells the place."""

_EXIF_FIELD = re.compile(r"exif-ifd(\d+)-(.+)")
_GPS_DIRECTORY = "3"  # as libvips and libexif number them


def is_private(field: str) -> bool:
    """Whether a metadata field of libvips, such as ``exif-ifd2-BodySerialNumber``, tells place, device or person."""
    match = _EXIF_FIELD.fullmatch(field)
    return match is not None and (match[1] == _GPS_DIRECTORY or match[2] in PRIVATE_EXIF)
