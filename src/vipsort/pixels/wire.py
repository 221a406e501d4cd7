"""Facts as one line of JSON and back, each checked against its type: whoever sent them is not believed.

Pickles would be shorter. Even one that may only name our own classes can fill their fields with anything.
"""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

Fact = TypeVar("Fact")

_ASCII = "latin-1"  # bytes as text: one character each


def written(fact: object) -> bytes:
    """A dataclass of plain values, tuples, mappings, enums and dataclasses, as a line without its end."""
    return json.dumps(_plain(fact), separators=(",", ":"), allow_nan=False).encode("ascii")


def read(kind: type[Fact], line: bytes) -> Fact:
    """The dataclass again. Raises ValueError for anything that is not exactly one of that kind."""
    try:
        fact = _typed(kind, json.loads(line))
    except (RecursionError, TypeError) as error:
        raise ValueError("not what was asked for") from error
    if not isinstance(fact, kind):
        raise ValueError("not what was asked for")  # noqa: TRY004 - its sender is wrong, not our caller
    return fact


def _plain(fact: object) -> Any:  # noqa: ANN401 - what JSON can carry
    match fact:
        case Enum():
            return fact.value
        case None | str() | int() | float():
            return fact
        case bytes():
            return fact.decode(_ASCII)
        case tuple():
            return [_plain(each) for each in fact]
        case Mapping():
            return {str(key): _plain(each) for key, each in fact.items()}
    return {field.name: _plain(getattr(fact, field.name)) for field in fields(fact)}  # type: ignore[arg-type]


def _typed(kind: Any, told: Any) -> Any:  # noqa: ANN401 - a closed set of kinds, one line each
    match get_origin(kind), told:
        case _ if kind is bytes and isinstance(told, str):
            return told.encode(_ASCII)
        case _ if kind is float and type(told) in {int, float}:
            return float(told)
        case _ if kind in {str, int, bool, NoneType} and type(told) is kind:
            return told
        case None, _ if isinstance(kind, type) and issubclass(kind, Enum):
            return kind(told)
        case None, dict() if isinstance(kind, type) and is_dataclass(kind):
            hints = get_type_hints(kind)
            if told.keys() != {field.name for field in fields(kind)}:
                raise ValueError("other fields than were asked for")
            return kind(**{name: _typed(hints[name], each) for name, each in told.items()})
        case origin, list() if origin is tuple:
            return tuple(_typed(get_args(kind)[0], each) for each in told)
        case origin, dict() if origin is Mapping:
            return {_typed(str, key): _typed(get_args(kind)[1], each) for key, each in told.items()}
        case origin, _ if origin is UnionType:
            return _one_of(get_args(kind), told)
    raise ValueError("not of the type that was asked for")


def _one_of(kinds: tuple[Any, ...], told: object) -> Any:  # noqa: ANN401
    for kind in kinds:
        try:
            return _typed(kind, told)
        except ValueError:
            continue
    raise ValueError("of none of the types that were asked for")
