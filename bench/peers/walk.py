"""The least a second run can do: list every folder below the first argument and stat every file."""

import os
import sys


def walk(folder: str) -> int:
    """Stat what lies below the folder; returns the number of files."""
    files = 0
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                files += walk(entry.path)
            else:
                entry.stat(follow_symlinks=False)
                files += 1
    return files


if __name__ == "__main__":
    print(walk(sys.argv[1]))
