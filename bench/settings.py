"""What each encoder setting is worth: SSIMULACRA 2 at equal bytes against the settings that are used, and its time."""

import math
import time
from argparse import Namespace
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import fmean

import pyvips

from camera_pictures import Half, draw, pictures
from equal_bytes import Made, score_at
from machine import describe
from options import parser
from shown import decoded
from table import Row, markdown, publish
from vipsort.photo.formats import Format
from vipsort.photo.policy import Effort
from vipsort.pixels import engine
from vipsort.pixels.content import Content
from vipsort.pixels.encoders.choose import encoder_for
from vipsort.pixels.encoders.encoder import Encoder
from vipsort.pixels.ssimulacra2 import Reference

__all__ = ["engine"]

_USED = "as used"
_OTHERS: Mapping[Format, Mapping[str, Mapping[str, object]]] = {
    Format.JPEG: {
        "table 0 (Annex K)": {"quant_table": 0},
        "table 2": {"quant_table": 2},
        "table 3": {"quant_table": 3},
        "table 4": {"quant_table": 4},
        "table 6": {"quant_table": 6},
        "plain Huffman tables": {"optimize_coding": False},
        "progressive": {"interlace": True},
        "trellis": {"trellis_quant": True},
        "trellis, progressive": {"trellis_quant": True, "interlace": True},
        "trellis, best scans": {"trellis_quant": True, "interlace": True, "optimize_scans": True},
        "chroma whole": {"subsample_mode": "off"},
    },
    Format.WEBP: {
        "effort 0": {"effort": 0},
        "effort 2": {"effort": 2},
        "effort 6": {"effort": 6},
        "smart subsampling": {"smart_subsample": True},
    },
    Format.AVIF: {
        "effort 0": {"effort": 0},
        "effort 3": {"effort": 3},
        "effort 4": {"effort": 4},
        "chroma halved": {"subsample_mode": "on"},
        "10 bits": {"bitdepth": 10},
    },
}
_SIDES = {Format.JPEG: 800, Format.WEBP: 800, Format.AVIF: 640}
_TRIED: Mapping[Format, Sequence[int]] = {
    Format.JPEG: (12, 22, 32, 45, 58, 70, 79, 86, 91, 95),
    Format.WEBP: (5, 20, 40, 60, 75, 84, 91, 96),
    Format.AVIF: (21, 34, 46, 57, 67, 77, 86, 93),
}
_COMPARED: Mapping[Format, Sequence[int]] = {
    Format.JPEG: (30, 60, 80, 90),
    Format.WEBP: (30, 60, 80, 90),
    Format.AVIF: (31, 49, 65, 81),
}
_SLOW, _FEW = "effort 4", 3  # 2 s a megapixel: tried on so many pictures


@dataclass(slots=True)
class Seen:
    """Of one setting, over pictures: scores at each size less those of the settings used, and CPU."""

    scores: dict[int, list[float]] = field(default_factory=dict)
    ms_per_megapixel: list[float] = field(default_factory=list)


def main() -> None:
    """Try the settings of each format on each picture, and set them side by side."""
    words = _words()
    machine = describe({"pictures": words.count})
    texts = [_measured(format_, words) for format_ in words.formats]
    publish(words.out, "settings.md", "\n".join(texts))
    (words.out / "settings-machine.json").write_text(machine, encoding="utf-8")


def _measured(format_: Format, words: Namespace) -> str:
    paths = pictures(words.pictures, Half.FITTED_ON)
    used = encoder_for(format_, Effort.BALANCED, Content.PHOTOGRAPH, 1, for_size=True)
    others = {name: replace(used, options={**used.options, **more}) for name, more in _OTHERS[format_].items()}
    seen = {name: Seen() for name in (_USED, *others)}
    for number, path in enumerate(paths[:: max(1, len(paths) // words.count)][: words.count]):
        image = draw(path, _SIDES[format_]).colourspace("srgb").copy_memory()
        tried = {name: one for name, one in others.items() if name != _SLOW or number < _FEW}
        _compare(image, {_USED: used, **tried}, seen)
    head = ("setting", *(f"at bytes of Q{quality}" for quality in _COMPARED[format_]), "CPU ms/MP")
    table = markdown(head, [_row(name, one) for name, one in seen.items()])
    return f"{format_}: {used.options}, {words.count} pictures of {_SIDES[format_]} px\n\n{table}"


def _compare(image: pyvips.Image, encoders: Mapping[str, Encoder], seen: Mapping[str, Seen]) -> None:
    reference, format_ = Reference(image), encoders[_USED].format
    files = {name: _made(image, encoder, reference, seen[name]) for name, encoder in encoders.items()}
    for quality in _COMPARED[format_]:
        size = len(encoders[_USED].write(image, quality))
        usual = score_at(files[_USED], size)
        for name, made in files.items():
            score = score_at(made, size) - (0 if name == _USED else usual)
            if not math.isnan(score):
                seen[name].scores.setdefault(quality, []).append(score)


def _made(image: pyvips.Image, encoder: Encoder, reference: Reference, seen: Seen) -> Sequence[Made]:
    made = []
    for quality in _TRIED[encoder.format]:
        start = time.process_time()
        data = encoder.write(image, quality)
        seen.ms_per_megapixel.append((time.process_time() - start) * 1e9 / (image.width * image.height))
        made.append(Made(len(data), reference.score(decoded(data))))
    return made


def _row(name: str, seen: Seen) -> Row:
    sign = "" if name == _USED else "+"
    scores = [f"{fmean(values):{sign}.2f}" for _, values in sorted(seen.scores.items())]
    return name, *scores, fmean(seen.ms_per_megapixel)


def _words() -> Namespace:
    words = parser(__doc__)
    words.add_argument("pictures", type=Path, help="the folder of metadata-extractor-images")
    words.add_argument("--count", type=int, default=8, help="pictures of the fitting half")
    words.add_argument("--formats", type=Format, nargs="+", default=list(_OTHERS))
    return words.parse_args()


if __name__ == "__main__":
    main()
