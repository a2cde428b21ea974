"""Questions of surveys: what makes two wordings the same, and the bank of sourced questions.

A wording is verified in the bank when it was read in its source; the others are « à vérifier », and
nothing is compared with their source.
"""

import re
import unicodedata
from collections.abc import Mapping

import pandas as pd

from ffsu_eval.reference import table

BANK = "survey_item_bank"
YES = "oui"


def same_words(text: str) -> str:
    """Text brought to what makes its wording: case, spaces and kinds of apostrophe left out."""
    plain = unicodedata.normalize("NFKC", str(text)).replace("’", "'").casefold()
    return re.sub(r"\s+", " ", re.sub(r"\s*([?!:;.,])", r"\1", plain)).strip()


def bank() -> pd.DataFrame:
    """Sourced questions: item_key, text_fr, scale_id, construct, theme, source, source_verified…"""
    return table(BANK)


def doubts(item: Mapping[str, str], source: str = "CVS") -> str:
    """Why a question (text_fr, source, source_verified) is not that of its source; empty if it is.

    Only a question that claims ``source`` can be in doubt. French, without the wording itself.
    """
    if item["source"] != source:
        return ""
    known = bank()
    known = known[known["source"] == source]
    asked = same_words(item["text_fr"])
    own = known[[same_words(text) == asked for text in known["text_fr"]]]
    if own.empty:
        return f"dite de l'enquête {source}, libellé différent de ceux de la banque de questions"
    if str(item["source_verified"]).casefold() == YES and (own["source_verified"] != YES).all():
        return f"dite vérifiée, libellé {source} encore à vérifier dans la banque de questions"
    return ""
