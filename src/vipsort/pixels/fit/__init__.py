"""A picture within a byte limit, or as good as was asked for, at the price of about two encodes."""
