"""A run from its first check to its last line: the lock, the books, the run itself, and tidying up."""
