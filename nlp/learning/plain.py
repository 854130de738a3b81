"""The plain way to compare with: newmm, TF-IDF and logistic regression from scikit-learn, same examples."""

from collections.abc import Sequence

from pythainlp.tokenize import word_tokenize
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline

from nlp.learning.compose import Example
from nlp.learning.measure import Chances


def newmm(text: str) -> list[str]:
    """pythainlp's own segmentation, nothing added."""
    return [word for word in word_tokenize(text, engine="newmm") if not word.isspace()]


def _fitted(texts: Sequence[str], targets: Sequence[str]) -> Pipeline:
    counted = TfidfVectorizer(tokenizer=newmm, token_pattern=None, lowercase=False, sublinear_tf=True, min_df=2)
    return make_pipeline(counted, LogisticRegression(C=10, max_iter=120, class_weight="balanced")).fit(texts, targets)


def fit_plain(examples: Sequence[Example]) -> Chances:
    """The plain model as a function from text to chances."""
    matters = [one for one in examples if one.categories]
    category = _fitted([one.text for one in matters], [one.categories[0][0] for one in matters])
    wishes = [one for one in examples if one.kind]
    kind = _fitted([one.text for one in wishes], [str(one.kind) for one in wishes])

    def chances(text: str) -> tuple[dict[str, float], dict[str, float]]:
        answers = [dict(zip(model.classes_, model.predict_proba([text])[0], strict=True)) for model in (category, kind)]
        return answers[0], answers[1]

    return chances
