"""When a picture was taken: every source that may know, in order, and what each of them says."""
