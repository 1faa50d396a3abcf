"""``python -m cabos.api.cli`` is ``cabos``."""

from . import main

main()
