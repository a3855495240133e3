"""`python -m generator.cli`: the same as the `zipingbao` command."""

from . import main

main()
