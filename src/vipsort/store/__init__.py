"""BYTES: finding, reading, placing and remembering files."""
