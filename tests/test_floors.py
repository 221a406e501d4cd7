"""Floors: an import never points up, there are no circles, and each foreign library has its homes."""

import ast
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

SRC = Path(__file__).parents[1] / "src"
FLOORS = {"photo": 0, "store": 1, "pixels": 1, "flow": 2, "show": 3, "cli": 4}
HOMES = {
    "PIL": {"pixels"},
    "aiofiles": {"store"},
    "anyio": {"store", "flow", "show", "cli"},
    "blake3": {"store", "pixels"},
    "defusedxml": {"photo"},
    "exifread": {"pixels"},
    "jinja2": {"show"},
    "markupsafe": {"show"},
    "pathvalidate": {"photo"},
    "pillow_heif": {"pixels"},
    "platformdirs": {"store"},
    "pyvips": {"pixels"},
    "rich": {"show"},
    "sqlite3": {"store"},
    "stamina": {"store"},
    "typer": {"cli"},
    "watchfiles": {"flow"},
}


def test_an_import_never_points_up() -> None:
    for module, imported in edges():
        here, there = room(module), room(imported)
        if here in FLOORS and there in FLOORS:
            assert here == there or FLOORS[here] > FLOORS[there], f"{module} imports {imported}"


def test_every_room_has_a_floor() -> None:
    rooms = {room(module) for module in modules() if module.count(".") > 1}
    assert rooms - {"presets"} == set(FLOORS)


def test_there_are_no_circles() -> None:
    known = set(modules())
    graph: dict[str, set[str]] = {module: set() for module in known}
    for module, imported in edges():
        if imported in known:
            graph[module].add(imported)
    assert list(TopologicalSorter(graph).static_order())  # raises CycleError


def test_each_foreign_library_has_its_home() -> None:
    for module, imported in edges():
        library = imported.partition(".")[0]
        if library in HOMES:
            assert room(module) in HOMES[library], f"{module} imports {library}"
        else:
            assert library in sys.stdlib_module_names | {"vipsort"}, f"{module}: {library} has no home in this test"


def modules() -> dict[str, ast.Module]:
    files = {path.relative_to(SRC).with_suffix(""): path for path in sorted(SRC.rglob("*.py"))}
    return {
        ".".join(name.parts).removesuffix(".__init__"): ast.parse(path.read_text(encoding="utf-8"))
        for name, path in files.items()
    }


def edges() -> Iterator[tuple[str, str]]:
    known = modules()
    for module, tree in known.items():
        for node in ast.walk(tree):
            match node:
                case ast.Import(names=names):
                    yield from ((module, alias.name) for alias in names)
                case ast.ImportFrom(module=str(source), names=names):
                    below = [f"{source}.{alias.name}" for alias in names]
                    yield from ((module, name if name in known else source) for name in below)


def room(module: str) -> str:
    parts = module.split(".")
    return parts[1] if parts[0] == "vipsort" and len(parts) > 1 else ""
