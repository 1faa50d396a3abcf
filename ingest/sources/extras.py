"""Libraries that not everybody needs: imported when first used, and named with what installs them."""

from __future__ import annotations

import logging
from importlib import import_module
from typing import Any

from ...graph.errors import Unavailable


def need(module: str, extra: str, what: str) -> Any:
    """The module.

    :raises Unavailable: not installed; the message has the command that installs it
    """
    # What a library logs of a bad page comes with the reason why it is set aside, and not to standard error.
    logging.getLogger(module.partition(".")[0]).addHandler(logging.NullHandler())
    try:
        return import_module(module)
    except ImportError as error:
        raise Unavailable(f"{what} needs {module.partition('.')[0]}: pip install 'cabos[{extra}]'") from error
