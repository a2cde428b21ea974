"""Titles of recorded crime that say the finding: words chosen by rule from the results."""

from collections.abc import Sequence

import pandas as pd

from ffsu_eval.french import count_words, join_fr, number
from ffsu_eval.narrative.recorded.results import RecordedCrime
from ffsu_eval.rows import capital

NAMED = 3
CHANGE_WORDS = {
    "baisse": "en baisse",
    "hausse": "en hausse",
    "stable": "sans évolution établie",
    "non calculable": "dont l'évolution n'est pas calculable",
}


def changes(crime: RecordedCrime) -> str:
    """« Trois indicateurs en baisse, trois en hausse, quatre sans évolution établie »."""
    counts = crime.changes["direction"].value_counts()
    words = [
        f"{number(counts[direction])} {text}"
        for direction, text in CHANGE_WORDS.items()
        if counts.get(direction, 0)
    ]
    first, last = crime.policy[0], crime.policy[-1]
    return f"De {first} à {last}, sur {number(len(crime.changes))} indicateurs : {join_fr(words)}"


def trends(crime: RecordedCrime) -> str:
    """Which indicators have an established yearly trend over the period."""
    parts = []
    for direction in ("baisse", "hausse"):
        names = _named(crime, crime.trends, [direction])
        if len(names) > NAMED:
            parts.append(f"{direction} établie pour {number(len(names))} indicateurs")
        elif names:
            parts.append(f"{direction} établie pour {join_fr(names)}")
    years = f"{crime.period[0]} à {crime.period[-1]}"
    if not parts:
        return f"De {years}, aucune tendance annuelle n'est établie"
    return f"De {years}, {' ; '.join(parts)}"


def comparison(crime: RecordedCrime) -> str:
    """Which indicators are above and below the communes compared, after correction."""
    kept = crime.gaps[crime.gaps["signal"].fillna(False)]
    parts = []
    for direction in ("au-dessus", "au-dessous"):
        names = _named(crime, kept, [direction])
        if len(names) > NAMED:
            parts.append(f"{number(len(names))} indicateurs {direction} des communes comparées")
        elif names:
            parts.append(f"{join_fr(names)} {direction} des communes comparées")
    return capital(" ; ".join(parts)) if parts else "Aucun écart établi avec les communes comparées"


def groups(crime: RecordedCrime) -> str:
    """For how many indicators the reading does not depend on the group that is compared."""
    compared = crime.gaps_by_group[crime.gaps_by_group["value"].notna()]
    words = compared.groupby("indicator_id")["direction"].nunique()
    if words.empty:
        return "Aucune comparaison n'est possible"
    same, total = int((words == 1).sum()), len(words)
    if same == total:
        return "La position ne dépend d'aucun des groupes comparés"
    return (
        f"Pour {count_words(same, 'indicateur')} sur {number(total)}, la position est la même quel que "
        "soit le groupe comparé"
    )


def funnels(crime: RecordedCrime) -> str:
    """Which indicators are out of the ordinary among the communes compared."""
    own = crime.funnels[crime.funnels["territory_id"] == crime.area]
    beyond = _named(crime, own, ["signal haut", "signal bas"])
    if beyond:
        return f"Hors de l'ordinaire parmi les communes comparées : {join_fr(beyond)}"
    outside = _named(
        crime, own, ["au-dessus de la limite à 95 %", "au-dessous de la limite à 95 %"]
    )
    if outside:
        return f"Aucun signal ; à la limite de l'ordinaire : {join_fr(outside)}"
    return "Aucun indicateur n'est hors de l'ordinaire parmi les communes comparées"


def differentials(crime: RecordedCrime) -> str:
    """Which indicators have changed otherwise than among the communes compared."""
    parts = [
        f"{direction} : {join_fr(names)}"
        for direction in ("baisse relative", "hausse relative")
        if (names := _named(crime, crime.differentials, [direction]))
    ]
    silent = len(_named(crime, crime.differentials, ["non détectable"]))
    if silent:
        parts.append(f"non détectable pour {count_words(silent, 'indicateur')}")
    if not parts:
        return "L'écart avec les communes comparées n'est calculable pour aucun indicateur"
    return f"Évolution rapportée aux communes comparées : {' ; '.join(parts)}"


def coverage(crime: RecordedCrime) -> str:
    """Which indicators are not published every year."""
    partial = crime.coverage[
        (crime.coverage["n_published"] < crime.coverage["n_cells"])
        & (crime.coverage["indicator_id"] != "ensemble")
    ]
    names = [crime.labels[name] for name in partial["indicator_id"]]
    if not names:
        return "Tous les indicateurs sont diffusés chaque année"
    if len(names) > NAMED:
        return f"{number(len(names))} indicateurs ne sont pas diffusés chaque année"
    return f"Tous les indicateurs sont diffusés chaque année, sauf : {join_fr(names)}"


def sensitivity(crime: RecordedCrime) -> str:
    """Which trends rest on the marked years."""
    frame = crime.trend_sensitivity
    resting = frame[(frame["robust"] == False).fillna(False)]  # noqa: E712  (NA is not False)
    years = join_fr([str(year) for year in crime.mission.parameters.marked_years])
    names = [crime.labels[name] for name in resting["indicator_id"]]
    if names:
        return f"Tendances qui tiennent aux années {years} : {join_fr(names)}"
    return f"Aucune tendance ne change de sens sans les années {years}"


def _named(crime: RecordedCrime, frame: pd.DataFrame, directions: Sequence[str]) -> list[str]:
    """Labels of the indicators that have one of these directions, in the order of the report."""
    found = set(frame.loc[frame["direction"].isin(list(directions)), "indicator_id"])
    return [label for name, label in crime.labels.items() if name in found]
