"""The shipped presets, as files to read."""
