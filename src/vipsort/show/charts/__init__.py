"""Charts as SVG: plain functions from numbers to markup. Colours are classes, which the page's style sheet knows."""
