"""The bytes of a picture: held whole, or read from their file."""

from typing import BinaryIO

Data = bytes | BinaryIO
