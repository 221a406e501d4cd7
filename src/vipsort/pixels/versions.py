"""Which versions of the picture libraries are running; what cannot be loaded is left out."""

from contextlib import suppress

import pyvips

from vipsort.pixels.engine import VERSION


def versions() -> dict[str, str]:
    """By the name of the library."""
    found = {"libvips": VERSION, "pyvips": str(pyvips.__version__)}
    with suppress(ImportError):
        import PIL  # noqa: PLC0415 - each may be broken on its own

        found["pillow"] = PIL.__version__
    with suppress(ImportError):
        import pillow_heif  # noqa: PLC0415

        found |= {"pillow-heif": pillow_heif.__version__, "libheif": pillow_heif.libheif_version()}
    return found
