"""SSIMULACRA 2: how good a picture looks beside its original, as people judged it, reckoned by libvips alone.

The metric is version 2.1 by Jon Sneyers (Cloudinary), published with libjxl. Colours are taken apart into the XYB of
JPEG XL; on each of six scales three maps tell where structure differs, where edges appeared and where they were lost.
100 is the original, 90 cannot be told from it, 70 is high quality, 50 middling, 30 low; below 0 is possible.

Most of the metric's terms weigh next to nothing. What only they need is not reckoned, which saves half of the
time: the finest scale is one of brightness alone.
"""

from dataclasses import dataclass
from itertools import product

import pyvips

from vipsort.pixels.xyb import blurred, scales, xyb

_SCALES = 6
_STRUCTURE, _ADDED, _LOST = range(3)

# tools/ssimulacra2.cc of libjxl: a row for each scale of X, then of Y, then of B; in a row the mean of each of the
# three maps, then the fourth root of the mean of its fourth power.
_WEIGHTS = (
    (0, 0.0007376606707406586, 0, 0, 0.0007793481682867309, 0),
    (0, 0.0004371155730107379, 0, 1.1041726426657346, 0.00066284834129271, 0.00015231632783718752),
    (0, 0.0016406437456599754, 0, 1.8422455520539298, 11.441172603757666, 0),
    (0.0007989109436015163, 0.000176816438078653, 0, 1.8787594979546387, 10.94906990605142, 0),
    (0.0007289346991508072, 0.9677937080626833, 0, 0.00014003424285435884, 0.9981766977854967, 0.00031949755934435053),
    (0.0004550992113792063, 0, 0, 0.0013648766163243398, 0, 0),
    (0, 0, 0, 7.466890328078848, 0, 17.445833984131262),
    (0.0006235601634041466, 0, 0, 6.683678146179332, 0.00037724407979611296, 1.027889937768264),
    (225.20515300849274, 0, 0, 19.213238186143016, 0.0011401524586618361, 0.001237755635509985),
    (176.39317598450694, 0, 0, 24.43300999870476, 0.28520802612117757, 0.0004485436923833408),
    (0, 0, 0, 34.77906344483772, 44.835625328877896, 0),
    (0, 0, 0, 0, 0, 0),
    (0, 0.0008680556573291698, 0, 0, 0, 0),
    (0, 0.0005313191874358747, 0, 0.00016533814161379112, 0, 0),
    (0, 0, 0, 0.0004179171803251336, 0.0017290828234722833, 0),
    (0.0020827005846636437, 0, 0, 8.826982764996862, 23.19243343998926, 0),
    (95.1080498811086, 0.9863978034400682, 0.9834382792465353, 0.0012286405048278493, 171.2667255897307,
     0.9807858872435379),
    (0, 0, 0, 0.0005130064588990679, 0, 0.00010854057858411537),
)  # fmt: skip
_NEXT_TO_NOTHING = 0.003  # weights below it: together they move no score by a fiftieth

_STEADY = 0.0009  # keeps flat parts from dividing by nothing


@dataclass(frozen=True, slots=True)
class _Term:
    """One addend: the power mean of a map of a band, and its weight."""

    band: int
    kind: int
    power: int
    weight: float


@dataclass(frozen=True, slots=True)
class _Moments:
    """A scale of the original: its values in XYB, their mean around each pixel, and variance."""

    terms: tuple[_Term, ...]
    values: pyvips.Image
    mean: pyvips.Image
    variance: pyvips.Image

    @property
    def bands(self) -> list[int]:
        """Those of X, Y and B that weigh something at this scale."""
        return sorted({term.band for term in self.terms})


class Reference:
    """An original that others are compared with: sRGB in memory, 8 bits, three bands or one."""

    def __init__(self, image: pyvips.Image) -> None:
        lights = tuple(scales(image, _SCALES))
        self._scales = tuple(_moments(light, _terms(number, len(lights))) for number, light in enumerate(lights))

    def score(self, image: pyvips.Image) -> float:
        """The SSIMULACRA 2 of a picture of the same size: 100 for the same pixels."""
        pairs = zip(self._scales, scales(image, _SCALES), strict=True)
        return _scored(sum(_distance(original, light) for original, light in pairs if original.terms))


def _terms(number: int, among: int) -> tuple[_Term, ...]:
    """What weighs something at a scale. Where there are fewer scales the weights close up, as in the original code."""
    rows = ((band, _WEIGHTS[band * among + number]) for band in range(3))
    places = tuple(product((1, 4), (_STRUCTURE, _ADDED, _LOST)))
    terms = (
        _Term(band, kind, power, weight)
        for band, row in rows
        for (power, kind), weight in zip(places, row, strict=True)
    )
    return tuple(term for term in terms if term.weight >= _NEXT_TO_NOTHING)


def _moments(light: pyvips.Image, terms: tuple[_Term, ...]) -> _Moments:
    if not terms:
        return _Moments(terms, light, light, light)
    values = xyb(light, sorted({term.band for term in terms}))
    mean = blurred(values).copy_memory()
    return _Moments(terms, values, mean, (blurred(values * values) - mean * mean).copy_memory())


def _distance(original: _Moments, light: pyvips.Image) -> float:
    """The weighted sum of one scale."""
    values = xyb(light, original.bands)
    mean = blurred(values).copy_memory()
    maps: dict[int, pyvips.Image] = {}
    wanted = {term.kind for term in original.terms}
    if _STRUCTURE in wanted:
        maps[_STRUCTURE] = _structure(original, values, mean)
    if wanted & {_ADDED, _LOST}:
        edges = (1 + (values - mean).abs()) / (1 + (original.values - original.mean).abs()) - 1
        maps |= {_ADDED: edges, _LOST: edges * -1}
    means = {kind: _power_means(maps[kind]) for kind in wanted}
    places = {band: place for place, band in enumerate(original.bands)}
    return sum(term.weight * means[term.kind][places[term.band]][term.power] for term in original.terms)


def _structure(original: _Moments, values: pyvips.Image, mean: pyvips.Image) -> pyvips.Image:
    """How much less alike two pictures are than a picture is to itself, from 0."""
    apart = original.mean - mean
    together = blurred(original.values * values) - original.mean * mean
    variance = blurred(values * values) - mean * mean
    alike = (1 - apart * apart) * (2 * together + _STEADY) / (original.variance + variance + _STEADY)
    return 1 - alike


def _power_means(image: pyvips.Image) -> list[dict[int, float]]:
    """For each band the mean of what is above 0, and the fourth root of the mean of its fourth power."""
    positive = image.clamp(min=0, max=1e9).copy_memory()  # type: ignore[call-arg]  # the stub has other names
    pixels = image.width * image.height
    sums = (
        positive.bandjoin(positive * positive).stats().tolist()[1:]
    )  # a row for each band: 2 is its sum, 3 of squares
    both = zip(sums[: image.bands], sums[image.bands :], strict=True)
    return [{1: plain[2] / pixels, 4: (squared[3] / pixels) ** 0.25} for plain, squared in both]


def _scored(distance: float) -> float:
    """From a sum of differences to what people said of it."""
    scaled = distance * 0.9562382616834844
    bent = 2.326765642916932 * scaled - 0.020884521182843837 * scaled**2 + 6.248496625763138e-05 * scaled**3
    return 100.0 - 10.0 * bent**0.6276336467831387 if bent > 0 else 100.0
