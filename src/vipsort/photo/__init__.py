"""FACTS: what a picture is and what is to become of it. Pure: no I/O, no await, no clock."""
