"""`python -m madang_server` is `madang`."""

from madang_server.cli import main

main()
