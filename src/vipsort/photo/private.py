"""What tells the place, the device's serial number or its owner."""


def is_private(field: str) -> bool:
    """Whether a metadata field of libvips tells it."""
    return field.startswith("exif-ifd3-")


def without_private(_xmp: bytes) -> bytes:
    """Nothing of it."""
    return b""
