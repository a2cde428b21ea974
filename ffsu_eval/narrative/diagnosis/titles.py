"""Titles of a diagnosis that say the finding: words chosen by rule from the results."""

import pandas as pd

from ffsu_eval.charts.diagnosis.labels import DIMENSIONS, PERIODS
from ffsu_eval.french import count_words, elide, is_missing, join_fr, number
from ffsu_eval.indicators.diagnosis.communes import ABOVE, ALIKE, BELOW
from ffsu_eval.indicators.diagnosis.needs import COVERED, GAP
from ffsu_eval.indicators.diagnosis.quadrant import MORE_FELT, MORE_RECORDED
from ffsu_eval.indicators.diagnosis.walks import weakest
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.narrative.diagnosis.results import Diagnosis
from ffsu_eval.rows import capital, rows

NAMED = 3


def quadrant(frame: pd.DataFrame) -> str:
    """Which phenomena are felt more than recorded, and the other way round."""
    parts = []
    for word, text in (
        (MORE_FELT, "plus haut dans le ressenti que dans les tendances enregistrées"),
        (MORE_RECORDED, "plus haut dans les tendances enregistrées que dans le ressenti"),
    ):
        names = [
            f"{row['label_fr']}{'' if row['established'] else ' (tendance non établie)'}"
            for row in rows(frame[frame["quadrant"] == word])
        ]
        if len(names) > NAMED:
            parts.append(f"{text} : {count_words(len(names), 'phénomène')}")
        elif names:
            parts.append(f"{text} : {join_fr(names)}")
    compared = int(frame["felt_rank"].notna().sum())
    if not parts:
        return f"Ressenti et enregistré placent les {number(compared)} phénomènes comparés du même côté"
    return capital(" ; ".join(parts))


def needs(coverage: pd.DataFrame) -> str:
    """How many established needs have no response, and how many only by day."""
    gaps = int((coverage["state"] == GAP).sum())
    covered = coverage[coverage["state"] == COVERED]
    established = gaps + len(covered)
    by_day = int((~covered["evening"].astype(bool)).sum())
    if not established:
        return "Aucun besoin n'est signalé par deux familles de preuves"
    if not gaps and by_day == established:
        word = "couverts" if established > 1 else "couvert"
        found = count_words(established, "besoin établi", "besoins établis")
        return f"{capital(found)}, {word} en journée seulement"
    head = (
        f"Sur {count_words(established, 'besoin établi', 'besoins établis')}, "
        f"{count_words(gaps, 'reste', 'restent')} sans réponse"
        if gaps
        else f"{capital(count_words(established, 'besoin établi', 'besoins établis'))}, "
        "tous couverts par une réponse"
        if established > 1
        else "Un besoin établi, couvert par une réponse"
    )
    if not by_day:
        return head
    verb = "n'est couvert" if by_day == 1 else "ne sont couverts"
    return f"{head} ; {count_words(by_day, verb, verb)} qu'en journée"


def slots(frame: pd.DataFrame) -> str:
    """Responses open in the evening and at night, out of all."""
    held = {row["slots"]: int(row["count"]) for row in rows(frame)}
    n, late, night = held[WHOLE], held["soiree"], held["nuit"]
    if not n:
        return "Aucune réponse n'est recensée"
    if not late and not night:
        return f"Aucune des {number(n)} réponses recensées n'est ouverte en soirée ni la nuit"
    one, several = ("est ouverte", "sont ouvertes") if late else ("n'est ouverte", "")
    return (
        f"Sur {count_words(n, 'réponse recensée', 'réponses recensées', True)}, "
        f"{count_words(late, one, several, True)} en soirée et "
        f"{count_words(night, 'la nuit', 'la nuit', True)}"
    )


def walks(frame: pd.DataFrame) -> str:
    """The dimension of the lowest mean, and the moment when it is lowest."""
    names = weakest(frame)
    if not names:
        return "Trop peu de points notés pour décrire les marches"
    whole = frame[(frame["period"] == WHOLE) & frame["dimension"].isin(names)]
    mean = rows(whole)[0]["value"]
    listed = join_fr([DIMENSIONS[name] for name in names])
    text = f"La note la plus basse des marches : {listed}, {number(mean, 1)} sur 4"
    own = frame[(frame["dimension"] == names[0]) & (frame["period"] != WHOLE)]
    known = own[own["value"].notna()]
    if len(names) == 1 and len(known) > 1:
        means = [
            f"{number(row['value'], 1)} {PERIODS[row['period']]}"
            for row in rows(known.sort_values("period"))
        ]
        text += f" ({join_fr(means)})"
    return text


def communes(diagnosis: Diagnosis) -> str:
    """Which indicators differ between two communes; how many gaps among several."""
    frame, crime = diagnosis.ratios, diagnosis.crime
    known = frame[frame["value"].notna()]
    if known.empty:
        return "Aucun indicateur ne se compare entre les communes du territoire"
    apart = known[known["direction"] != ALIKE]
    if apart.empty:
        return "Aucun écart établi entre les communes du territoire"
    if frame["territory_id"].nunique() > 1:
        return (
            f"{capital(count_words(len(apart), 'écart établi', 'écarts établis'))} sur "
            f"{number(len(known))} comparaisons entre les communes du territoire"
        )
    first, second = (crime.names[key] for key in frame.iloc[0][["territory_id", "other_id"]])
    parts = []
    for word, text in ((ABOVE, "taux plus élevé"), (BELOW, "taux plus bas")):
        names = [crime.labels[key] for key in apart.loc[apart["direction"] == word, "indicator_id"]]
        if len(names) > NAMED:
            parts.append(f"{text} pour {count_words(len(names), 'indicateur')}")
        elif names:
            parts.append(f"{text} pour {join_fr(names)}")
    alike = int((known["direction"] == ALIKE).sum())
    end = f" ; écart non établi pour {count_words(alike, 'indicateur')}" if alike else ""
    return f"{capital(elide('à', first))}, par rapport {elide('à', second)} : {' et '.join(parts)}{end}"


def portrait(diagnosis: Diagnosis) -> str:
    """Population of the territory, and how many measures are documented."""
    frame = diagnosis.portrait
    place = diagnosis.mission.territory.label_fr
    whole = WHOLE if len(diagnosis.communes) > 1 else next(iter(diagnosis.communes))
    people = frame[(frame["measure"] == "population") & (frame["territory_id"] == whole)]
    known = people["value"].dropna()
    documented = frame[frame["value"].notna()]["measure"].nunique()
    total = frame["measure"].nunique()
    said = f"{number(documented)} mesures documentées sur {number(total)}"
    if known.empty:
        return f"Portrait du territoire : {said}" if documented else "Portrait non documenté"
    return f"{place} : {number(known.iloc[0])} habitants ; {said}"


def sheet(diagnosis: Diagnosis, place: str) -> str:
    """The density of a neighbourhood beside that of the whole, and its responses."""
    name = diagnosis.places[place]
    parts = [text for text in (_density(diagnosis, place), _responses(diagnosis, place)) if text]
    return f"{name} : {' ; '.join(parts)}" if parts else f"{name} : ce qui est documenté"


def _density(diagnosis: Diagnosis, place: str) -> str:
    if not diagnosis.incidents.given:
        return ""
    frame = diagnosis.incidents.local_densities.set_index("territory_id")
    if place not in frame.index or WHOLE not in frame.index:
        return ""
    own, whole = frame.loc[place], frame.loc[WHOLE]
    if is_missing(own["value"]) or is_missing(whole["value"]):
        return ""
    if own["ci_low"] > whole["value"]:
        word = "au-dessus de"
    elif own["ci_high"] < whole["value"]:
        word = "au-dessous de"
    else:
        word = "proche de"
    return f"densité d'incidents {word} celle de l'ensemble"


def _responses(diagnosis: Diagnosis, place: str) -> str:
    held = vars(diagnosis.mission.data).get("responses")
    if held is None:
        return ""
    own = held[held["quartier_id"] == place]
    if own.empty:
        return "aucune réponse propre au quartier"
    late = int(own["slots"].isin(["soiree", "nuit", "continu"]).sum())
    text = count_words(len(own), "réponse propre", "réponses propres", True)
    if not late:
        return f"{text} au quartier, en journée seulement"
    return f"{text} au quartier, dont {count_words(late, 'ouverte', 'ouvertes', True)} après la journée"
