"""What a picture keeps of what is said about it, and what its new format cannot hold."""

import pyvips

from vipsort.photo.formats import METADATA_LOST, Format
from vipsort.photo.private import is_private, without_private

_BLOCKS = {"exif": "exif-data", "xmp": "xmp-data", "iptc": "iptc-data", "icc": "icc-profile-data"}


def with_metadata(image: pyvips.Image, wanted: str) -> pyvips.Image:
    """The image with the metadata that are wanted: ``all``, ``private`` or ``none``.

    The embedded thumbnail always goes: it would show the old picture.
    """
    image = image.copy()
    fields = image.get_fields()
    if wanted == "none":
        return image
    gone = {"jpeg-thumbnail-data"}
    if wanted == "private":
        gone |= {field for field in fields if is_private(field)} | {"iptc-data"}
        if "xmp-data" in fields:
            _replace_xmp(image)
    for field in gone.intersection(fields):
        image.remove(field)
    return image


def kept(wanted: str) -> str:
    """The same choice in libvips' words."""
    return "none" if wanted == "none" else "all"


def lost(image: pyvips.Image, format_: Format) -> str:
    """What was there and cannot be held by the format, as a sentence; empty when nothing is lost."""
    fields = image.get_fields()
    names = [name.upper() for name in METADATA_LOST[format_] if _BLOCKS[name] in fields]
    return f"{format_} cannot hold its {' and '.join(names)}" if names else ""


def _replace_xmp(image: pyvips.Image) -> None:
    clean = without_private(image.get("xmp-data"))
    image.remove("xmp-data")
    if clean:
        image.set_type(pyvips.GValue.blob_type, "xmp-data", clean)
