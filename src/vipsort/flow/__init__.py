"""TIME: what runs when, and what waits for what."""
