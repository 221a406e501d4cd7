"""PICTURES: what bytes show, and how to make other bytes of it."""

# The allocator and libvips read their settings once, when they start: before any other module of this room.
from vipsort.pixels import engine as engine
