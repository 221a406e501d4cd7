"""``python -m vipsort``."""

from vipsort.cli.main import app

if __name__ == "__main__":
    app()
