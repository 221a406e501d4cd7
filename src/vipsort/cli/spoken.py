"""Settings in the command line's own words, said by another program instead of a person."""

import os
from collections.abc import Sequence
from pathlib import Path

from vipsort.cli.assemble import KEYS, read_words, settings_of
from vipsort.cli.words import gather
from vipsort.flow.settings import Settings

Said = str | int | float | bool | os.PathLike[str] | Sequence[str]

_OF_THE_COMMAND = frozenset({"json", "quiet", "verbose"})


def read_settings(src: str | os.PathLike[str], dst: str | os.PathLike[str], **words: Said | None) -> Settings:
    """The settings that ``vipsort run SRC DST`` would have with these options: ``max_size="3MB"`` for ``--max-size``.

    Words are texts, numbers, truths, paths or lists of texts, and read as the command reads them. `preset` and `config`
    are followed; the environment and a ``vipsort.toml`` in the working folder are not, since they are not the caller's.
    None is as good as nothing said. Raises UsageError that names the option, what was said and what is wanted.
    """
    said = {key.replace("_", "-"): _plain(word) for key, word in words.items() if word is not None}
    return settings_of(Path(src), Path(dst), read_words(gather(said, {}, KEYS - _OF_THE_COMMAND, default_file=None)))


def _plain(word: Said) -> Said:
    return os.fspath(word) if isinstance(word, os.PathLike) else word
