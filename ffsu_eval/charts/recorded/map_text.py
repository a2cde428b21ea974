"""Alternative text and table of the map: classes, never a list of communes by rate."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from ffsu_eval.charts.recorded.contours import Ring
from ffsu_eval.charts.recorded.map import class_words, classed
from ffsu_eval.charts.words import alternative, table
from ffsu_eval.french import NOT_APPLICABLE, NOT_PUBLISHED, count_words, join_fr, number


def territory_map_alt(
    contours: Mapping[str, Sequence[Ring]],
    names: Mapping[str, str],
    highlighted: Sequence[str],
    values: Mapping[str, Any] | None = None,
    classes: Sequence[float] | None = None,
    measure: str = "",
) -> str:
    """Alternative text of ``territory_map``: what is named, the classes and their sizes."""
    found = classed(contours, names, highlighted, values, classes, measure)
    own = join_fr([names[code] for code in highlighted])
    drawn = count_words(len(contours), "commune")
    told = [f"Carte de {drawn}, dont {own} en évidence."]
    if found is not None:
        sizes = [class_words(found, rank) for rank, size in found.sizes if size]
        told += [f"{measure} : {' ; '.join(sizes)}.", *_own_classes(found, names, highlighted)]
    return alternative(*told)


def _own_classes(found: Any, names: Mapping[str, str], highlighted: Sequence[str]) -> list[str]:
    """« De 3,4 à moins de 5,1 : Saint-Nazaire. »: the named communes by class."""
    told = []
    for rank, _ in found.sizes:
        own = [names[code] for code in highlighted if code in found.members(rank)]
        words = "n.d. (non diffusé)" if rank is None else found.words(rank)
        told += [f"Dans la classe « {words} » : {join_fr(own)}."] if own else []
    return told


def territory_map_data(
    contours: Mapping[str, Sequence[Ring]],
    names: Mapping[str, str],
    highlighted: Sequence[str],
    values: Mapping[str, Any] | None = None,
    classes: Sequence[float] | None = None,
    measure: str = "",
) -> pd.DataFrame:
    """Table behind ``territory_map``: one row per class, or the named communes without values."""
    found = classed(contours, names, highlighted, values, classes, measure)
    if found is None:
        codes = list(highlighted)
        return table({"Commune": [names[code] for code in codes], "Code INSEE": codes})
    lines = []
    for rank, size in found.sizes:
        own = [names[code] for code in highlighted if code in found.members(rank)]
        lines.append(
            {
                "Classe": NOT_PUBLISHED if rank is None else found.words(rank),
                "Nombre de communes": number(size),
                "Dont, du territoire": join_fr(own) if own else NOT_APPLICABLE,
            }
        )
    return table(pd.DataFrame(lines))
