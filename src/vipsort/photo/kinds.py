"""What a file that is seldom alone is, by its name: a video, or what describes another one."""

from unicodedata import normalize

from vipsort.photo.formats import BY_SUFFIX, Format

OF_A_PICTURE = (".xmp", ".aae", ".thm")
"""How the names end of what has a picture's stem: edits, and a camera's small copy of what it cannot show itself."""

OF_A_VIDEO = (*OF_A_PICTURE, ".lrv", ".lrf", ".srt")
"""The same of a video: small copies that move, and subtitles that tell places."""

SIDECARS = (".json", *OF_A_VIDEO)
"""How the names end of what describes a picture or a video, or how it was edited."""

VIDEOS = frozenset({".mov", ".mp4", ".m4v", ".3gp", ".3g2", ".mp", ".mv", ".avi", ".mts", ".m2ts"})

_APART = {ending for ending, kind in BY_SUFFIX.items() if kind in {Format.RAW, Format.HEIC}}

TELLING = frozenset(ending[-3:] for ending in _APART.union(SIDECARS, VIDEOS))
"""The last three characters, in lower case, of names that are seldom alone: without one, a folder has no companions."""

BURST = "_BURST"
"""What is in the names of a burst's pictures."""


def is_sidecar(name: str) -> bool:
    """Whether a file describes another one, by its name."""
    return name.lower().endswith(SIDECARS)


def describes_by_name(name: str, other: str) -> bool:
    """Whether a name holds another file's whole name, and not its stem alone."""
    return bool(after(name, f"{other}."))


def after(name: str, other: str) -> str:
    """What a name has behind another one, in whatever case and Unicode form; empty where it does not start so."""
    name, other = normalize("NFC", name), normalize("NFC", other)
    return name[len(other) :] if name[: len(other)].lower() == other.lower() else ""


def is_video(name: str) -> bool:
    """Whether a file is a video, by its name."""
    return ending_of(name) in VIDEOS


def ending_of(name: str) -> str:
    """What follows a name's last dot, with it, in lower case."""
    return "".join(name.lower().rpartition(".")[1:])
