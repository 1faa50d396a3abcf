"""Relations that hardly stand side by side: who supports somebody does not oppose them the same week.

Each pair is read from the same subject to the same object; where one of the two is symmetric,
whichever way. It is a list to look through, not proof: people do change their minds.
"""

from __future__ import annotations

OPPOSED = (
    ("supports", "opposes"),
    ("supports", "accuses"),
    ("supports", "attacks"),
    ("supports", "sanctions"),
    ("supports", "protestsAgainst"),
    ("recognizes", "opposes"),
    ("aids", "sanctions"),
    ("aids", "attacks"),
    ("supplies", "sanctions"),
    ("cooperatesWith", "attacks"),
    ("cooperatesWith", "sanctions"),
    ("agreesWith", "opposes"),
    ("concedesTo", "threatens"),
    ("deploysTo", "withdrawsFrom"),
)
