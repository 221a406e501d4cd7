"""Times in words: those that are left as honest as an estimate is, those that have passed as they were."""

_MINUTE, _HOUR, _DAY = 60, 3600, 86_400
_STEPS = (  # up to so many seconds: in steps of so many, told in units of so many
    (15, 1, 0, ""),
    (55, 10, 1, "s"),
    (15 * _MINUTE, _MINUTE, _MINUTE, "min"),
    (100 * _MINUTE, 5 * _MINUTE, _MINUTE, "min"),
    (10 * _HOUR, _HOUR // 2, _HOUR, "h"),
    (2 * _DAY, _HOUR, _HOUR, "h"),
)


def about(seconds: float) -> str:
    """The time in words, with no more digits than it deserves."""
    for most, step, unit, word in _STEPS:
        if seconds < most:
            if not unit:
                return "a few seconds"
            return f"about {max(1, round(seconds / step)) * step / unit:g} {word}"
    return f"about {round(seconds / _DAY)} days"


def briefly(seconds: float) -> str:
    """A time that one picture took: ``145 ms``, ``1.10 s``."""
    return f"{seconds:.2f} s" if seconds >= 1 else f"{1000 * seconds:.0f} ms"


def exactly(seconds: float) -> str:
    """A time that has passed: ``14 s``, ``3 min 20 s``."""
    minutes, rest = divmod(int(seconds), _MINUTE)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
