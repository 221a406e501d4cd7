"""What a picture keeps of what is said about it, and what its new format cannot hold."""

from typing import Any

import pyvips

from vipsort.photo.formats import METADATA_LOST
from vipsort.photo.private import is_private
from vipsort.photo.work import Recipe

_BLOCKS = {"exif": "exif-data", "xmp": "xmp-data", "iptc": "iptc-data", "icc": "icc-profile-data"}


def with_metadata(image: pyvips.Image, wanted: str) -> tuple[pyvips.Image, str]:
    """The image with the metadata that are wanted (``all``, ``private`` or ``none``), and libvips' word for saving it.

    The embedded thumbnail always goes: it would show the old picture.
    """
    image = image.copy()
    if image.get_typeof("jpeg-thumbnail-data"):
        image.remove("jpeg-thumbnail-data")
    if wanted == "none":
        return image, "none"
    if wanted == "private":
        try:
            _remove_private(image)
        except UnicodeDecodeError:
            # A PNG with keys that are no UTF-8 cannot list its fields: where privacy is asked, all of them go.
            return image, "icc"
    return image, "all"


def says_no_more(image: pyvips.Image, wanted: str) -> bool:
    """Whether a picture carries no metadata beyond those that are wanted, so that it can stay as it is."""
    if wanted == "none":
        return not any(image.get_typeof(field) for field in _BLOCKS.values())
    try:
        fields = image.get_fields()
    except UnicodeDecodeError:  # a PNG with keys that are no UTF-8: who knows what they say
        return False
    if any(is_private(field) for field in fields) or "iptc-data" in fields:
        return False
    xmp: Any = image.get("xmp-data") if "xmp-data" in fields else b""
    return not xmp or _without_private(xmp) == xmp


def lost(image: pyvips.Image, recipe: Recipe) -> str:
    """What was there and cannot be held by the new format, as a sentence; empty when nothing is lost."""
    if recipe.metadata == "none":
        return ""
    names = [name.upper() for name in METADATA_LOST[recipe.format] if image.get_typeof(_BLOCKS[name])]
    return f"{recipe.format} cannot hold its {' and '.join(names)}" if names else ""


def _remove_private(image: pyvips.Image) -> None:
    for field in image.get_fields():
        if is_private(field) or field == "iptc-data":
            image.remove(field)
    if image.get_typeof("xmp-data"):
        xmp: Any = image.get("xmp-data")
        image.remove("xmp-data")
        clean: Any = _without_private(xmp)
        if clean:
            image.set_type(pyvips.GValue.blob_type, "xmp-data", clean)


def _without_private(xmp: bytes) -> bytes:
    from vipsort.photo.private_xmp import without_private  # noqa: PLC0415 - its parser is loaded where privacy is asked

    return without_private(xmp)
