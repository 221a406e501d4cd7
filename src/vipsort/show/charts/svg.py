"""SVG elements as markup; whatever stands in them is escaped."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape

_MIXED = {"viewBox", "preserveAspectRatio"}

Attribute = str | float | None


def element(name: str, children: Iterable[Markup | str] = (), **attributes: Attribute) -> Markup:
    """One element; `class_` is ``class`` and `_` is ``-``. What is None is left out."""
    written = Markup().join(_attribute(key, said) for key, said in attributes.items() if said is not None)
    return Markup("<{0}{1}>{2}</{0}>").format(Markup(name), written, Markup().join(children))  # noqa: S704 - ours


def text(words: str, x: float, y: float, anchor: str = "middle") -> Markup:
    """Words at a place, on their base line."""
    return element("text", [words], x=x, y=y, text_anchor=anchor)


@dataclass(frozen=True, slots=True)
class Canvas:
    """How large a chart is, in units of its own; one that is `stretched` takes any shape that the page gives it."""

    width: float
    height: float
    stretched: bool = False


def picture(children: Iterable[Markup], canvas: Canvas, label: str, kind: str = "chart") -> Markup:
    """The whole chart, as wide as the page lets it be; `label` says it to who does not see it."""
    box = f"0 0 {canvas.width:g} {canvas.height:g}"
    fit = "none" if canvas.stretched else None
    return element("svg", children, viewBox=box, preserveAspectRatio=fit, role="group", aria_label=label, class_=kind)


def _attribute(key: str, said: Attribute) -> Markup:
    name = key.rstrip("_").replace("_", "-") if key not in _MIXED else key
    shown = f"{said:.1f}".rstrip("0").rstrip(".") if isinstance(said, float) else said
    return Markup(' {}="{}"').format(Markup(name), escape(shown))  # noqa: S704 - ours
