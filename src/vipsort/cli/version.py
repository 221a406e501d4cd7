"""``vipsort --version``: the word alone, or with ``--json`` everything that a report of a fault should name."""

import json

LIBRARIES = ("libvips", "pyvips", "pillow", "pillow-heif", "libheif")


def version_event() -> str:
    """One JSON object; a library that cannot be loaded is null."""
    from vipsort.flow.doctor.versions import own_versions

    try:
        from vipsort.pixels.versions import versions
    except (ImportError, OSError):  # the second from a libvips that the loader does not find
        loaded = {}
    else:
        loaded = versions()
    return json.dumps(own_versions() | {name: loaded.get(name) for name in LIBRARIES})
