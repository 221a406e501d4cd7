"""Folders of DST by number, so that one that is merged with another is renamed once and not in each file's path."""


class FolderNames:
    """Numbers stay; the names behind them move."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._numbers: dict[str, int] = {}

    def __getitem__(self, number: int) -> str:
        """The name of a folder as it is now."""
        return self._names[number]

    def __len__(self) -> int:
        """How many numbers were given."""
        return len(self._names)

    def number(self, name: str) -> int:
        """The number of a folder, below DST and parted by `/`; empty for DST itself."""
        number = self._numbers.setdefault(name, len(self._names))
        if number == len(self._names):
            self._names.append(name)
        return number

    def move(self, old: str, new: str) -> None:
        """The content of a folder, with all folders below it, lies in another one from now on."""
        for number, name in enumerate(self._names):
            if f"{name}/".startswith(f"{old}/"):
                self._names[number] = (new + name[len(old) :]).lstrip("/")
        self._numbers = {name: number for number, name in enumerate(self._names)}
