"""A model as functions of a text, the way it runs: what measuring and calibrating call."""

from collections.abc import Callable

from nlp.clean import clean
from nlp.danger import judged, load_dangers, strongest, told
from nlp.features import features
from nlp.learning.measure import Chances
from nlp.lexicon import load_lexicon
from nlp.linear import Linear
from nlp.reading import Emergency


def chances_of(model: Linear) -> Chances:
    """The model as a function from text to the chances of categories and kinds."""
    lexicon = load_lexicon()

    def chances(text: str) -> tuple[dict[str, float], dict[str, float]]:
        first, second, _ = model.chances(*features(clean(text).text, lexicon, (), model.rarity))
        return (
            dict(zip(model.categories, first.tolist(), strict=True)),
            dict(zip(model.kinds, second.tolist(), strict=True)),
        )

    return chances


def emergency_of(model: Linear | None) -> Callable[[str], Emergency | None]:
    """The emergency of a text as a function: by the model and the patterns, without a model by the patterns alone."""
    lexicon, dangers = load_lexicon(), load_dangers()

    def emergency(text: str) -> Emergency | None:
        readable = clean(text).text
        seen = dangers.look(readable)
        if model is None:
            return strongest(seen)
        chances = model.chances(*features(readable, lexicon, told(seen), model.rarity))[2]
        return judged(chances, model.dangers, seen)

    return emergency
