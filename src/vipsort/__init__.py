"""vipsort turns a folder of pictures into the folder its owner wanted."""

__version__ = "0.1.0"
