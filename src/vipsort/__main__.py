"""``python -m vipsort``."""

from vipsort.cli.supervise import main

if __name__ == "__main__":
    main()
