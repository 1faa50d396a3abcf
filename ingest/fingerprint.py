"""What near-duplicates have in common: the MinHash of an article's text (Broder 1997), by the rensa library."""

from __future__ import annotations

import base64
import re
import struct

from rensa import RMinHash

from ..graph.reprints import HASHES

_WORD = re.compile(r"\w+")
_SHINGLE = 4
"""Words that must follow one another: names and phrases recur in other news, four words in a row seldom do."""

_SEED = 1
_SHORTEST = 30
"""Words: below, two texts are alike by chance."""


def minhash(text: str) -> str | None:
    """The signature, with what made it: two are comparable where that is the same. None for a short text."""
    words = _WORD.findall(text.casefold())
    if len(words) < _SHORTEST:
        return None
    signature = RMinHash(num_perm=HASHES, seed=_SEED)
    signature.update([" ".join(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1)])
    packed = base64.b64encode(struct.pack(f"<{HASHES}I", *signature.digest())).decode()
    return f"rensa{RMinHash.ALGORITHM_VERSION}-{_SHINGLE}-{_SEED}:{packed}"
