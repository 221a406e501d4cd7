"""Pixels written as bytes of a format: a file for each, with the settings that were chosen by measurement.

bench/settings.py measures them: size, time and SSIMULACRA 2 at equal bytes.
"""
