"""Small trees of real pictures, with the options of the runs that kill.py and refuse.py tell again and again."""

from pathlib import Path

import here
from faults import Story

_TRASH = ("--move", "--trash", "trash")

STORIES: dict[str, tuple[str, ...]] = {
    "copy": (),
    "render": ("--resize", "48", "--format", "webp", "--layout", "month"),
    "flatten": ("--layout", "day", "--flatten", "--duplicates", "folder"),
    "move": ("--move",),
    "trash": _TRASH,
    "undo": ("--move",),
    "undo of trash": _TRASH,
}
"""Options by the name of the story; `--options` adds more to each."""

_NAMES = ("canon-40d.jpg", "iphone-gps.jpg", "alpha.png", "animated.gif", "truncated.jpg", "plain.svg")


def story(name: str, options: list[str]) -> Story:
    """Six real pictures in two folders, one of them broken and one there twice; and a file that is none."""
    files = {f"{number % 2}/{name}": (here.PICTURES / name).read_bytes() for number, name in enumerate(_NAMES)}
    files[f"2/twin of {_NAMES[0]}"] = files[f"0/{_NAMES[0]}"]
    files["1/notes.txt"] = b"no picture"
    return Story(files, (*STORIES[name], *options), undoes=name.startswith("undo"))


def short(path: str) -> str:
    """A path without what is different in every run."""
    name = Path(path).name
    return f"…{Path(name).suffix}" if name.startswith(".vipsort-") else name
