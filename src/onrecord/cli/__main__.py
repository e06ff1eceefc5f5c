"""`python -m onrecord.cli` is the console script `onrecord`."""

from onrecord.cli import main

main()
