"""Topics that French names by one head and several objects: « le trafic de drogues, d'armes et d'êtres humains »."""

from __future__ import annotations

import re

from muntada.sources.reading import signs
from muntada.sources.reading.page import Mention, Page
from muntada.text.sought import Sought

_HEAD = Sought(
    r"\b(?:trafics?|traite)(?: illicites?| internationa(?:l|ux)| transfrontaliers?)?"
    r"((?: ?,? ?(?:et |ainsi que )?(?:de la |de l'|de |d'|des |du )"
    r"[a-z]+(?: (?:humains|legeres|culturels|naturelles))?){2,7})"
)
_OBJECTS = (
    ("drug_trafficking", re.compile(r"drogue|stupefiant|cocaine|cannabis")),
    ("arms_trafficking", re.compile(r"\barmes?\b|armement")),
    ("trafficking_in_persons", re.compile(r"etres humains|personnes|femmes|enfants")),
    ("smuggling_of_migrants", re.compile(r"migrants")),
    ("illicit_trafficking_in_cultural_property", re.compile(r"biens culturels|oeuvres d'art")),
)


def trafficked(page: Page) -> list[Mention]:
    """The topics of what is trafficked, each named by an object of a list."""
    found = []
    for head in _HEAD.finditer(page.text):
        for key, words in _OBJECTS:
            named = words.search(page.text, head.start(1), head.end(1))
            if named:
                found.append(Mention(*named.span(), signs.TOPIC, (key,)))
    return found
