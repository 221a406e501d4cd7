"""What NAS boxes, cameras and desktops leave among pictures."""

_FOLDERS = frozenset(
    {"@eadir", "@tmp", "#recycle", "#snapshot", "$recycle.bin", "system volume information", "lost+found"}
)
_FILES = frozenset({".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini", ".nomedia", ".picasa.ini", "picasa.ini"})


def is_junk_folder(name: str) -> bool:
    """Hidden folders and the ones that a NAS fills itself: nobody's pictures."""
    return name.startswith(".") or name.lower() in _FOLDERS


def is_junk_file(name: str) -> bool:
    """Thumbnails' databases, and AppleDouble twins: ``._IMG_0001.jpg`` carries a picture's name and none of it."""
    return name.startswith("._") or name.lower() in _FILES
