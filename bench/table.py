"""Tables: Markdown for people, CSV for whoever wants to reckon again."""

import csv
from collections.abc import Sequence
from pathlib import Path

Row = Sequence[str | int | float]


def markdown(head: Sequence[str], rows: Sequence[Row]) -> str:
    """A Markdown table: the first column to the left, numbers to the right with three digits that say something."""
    cells = [list(head), *([_cell(value) for value in row] for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(head))]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    lines = [cells[0], rule, *cells[1:]]
    return "".join("| " + " | ".join(_padded(line, widths)) + " |\n" for line in lines)


def write_csv(file: Path, head: Sequence[str], rows: Sequence[Row]) -> None:
    """The rows as they were measured, unrounded."""
    with file.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([head, *rows])


def publish(folder: Path, name: str, text: str) -> None:
    """Print the text and keep it in the folder under this name."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    print(text)


def _padded(line: Sequence[str], widths: Sequence[int]) -> list[str]:
    numbers = [text.rjust(width) for text, width in zip(line[1:], widths[1:], strict=True)]
    return [line[0].ljust(widths[0]), *numbers]


def _cell(value: str | float) -> str:
    match value:
        case float() if value < 10:
            return f"{value:.2f}"
        case float() if value < 100:
            return f"{value:.1f}"
        case float():
            return f"{value:,.0f}"
        case int():
            return f"{value:,}"
        case _:
            return value
