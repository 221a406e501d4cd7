"""The version of the program, where everything may ask for it."""

VERSION = "0.1.0"
