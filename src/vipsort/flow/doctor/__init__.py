"""DOCTOR: what a machine, its codecs, a SRC and a DST are like, and what should be done about it."""
