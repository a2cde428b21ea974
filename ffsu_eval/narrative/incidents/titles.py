"""Titles of local incidents that say the finding: words chosen by rule from the results."""

import pandas as pd

from ffsu_eval.charts.incidents.labels import part_words
from ffsu_eval.french import NBSP, count_words, is_missing, join_fr, number, percent
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.indicators.incidents.bands import established
from ffsu_eval.indicators.incidents.concentration import LIKE_CHANCE, UNKNOWN
from ffsu_eval.indicators.incidents.coverage import COMPLETE
from ffsu_eval.indicators.incidents.quotient import LESS, MORE
from ffsu_eval.narrative.incidents.results import LocalIncidents
from ffsu_eval.rows import capital, rows

NAMED = 3


def week(incidents: LocalIncidents) -> str:
    """Which parts of the week stand out, for the main source."""
    above = established(incidents.parts)
    named = [part_words(int(row["weekday"]), row["part"]) for row in rows(above)]
    if not named:
        return "Aucune partie de la semaine ne se distingue par un nombre d'incidents plus élevé"
    if len(named) > NAMED:
        return (
            f"Davantage d'incidents dans {count_words(len(named), 'partie')} de la semaine, d'abord "
            f"{join_fr(named[:2])}"
        )
    return f"Davantage d'incidents {join_fr(named)}"


def densities(incidents: LocalIncidents) -> str:
    """In how many neighbourhoods the interval holds the density of the whole."""
    frame = incidents.local_densities
    known = frame[frame["value"].notna()]
    whole = known[known["territory_id"] == WHOLE]["value"]
    own = known[known["territory_id"] != WHOLE]
    if whole.empty or own.empty:
        return "La densité des incidents n'est calculable dans aucun quartier"
    level = float(whole.iloc[0])
    above, below = own[own["ci_low"] > level], own[own["ci_high"] < level]
    parts = [
        f"{word} : {join_fr(_names(incidents, part))}"
        for word, part in (("au-dessus", above), ("au-dessous", below))
        if len(part)
    ]
    if not parts:
        return "Aucun quartier ne s'écarte de la densité de l'ensemble"
    alike, total = len(own) - len(above) - len(below), number(len(own))
    if not alike:
        return f"Densité écartée de celle de l'ensemble ; {' ; '.join(parts)}"
    head = (
        f"Densité proche de celle de l'ensemble dans {count_words(alike, 'quartier')} sur {total}"
    )
    return " ; ".join([head, *parts])


def _names(incidents: LocalIncidents, part: pd.DataFrame) -> list[str]:
    return sorted(incidents.places[place] for place in part["territory_id"])


def months(incidents: LocalIncidents) -> str:
    """How many sources are complete every year, and which are not."""
    weak = incomplete(incidents)
    total = len(incidents.covered)
    if not weak:
        return f"Séries complètes pour {count_words(total, 'source', feminine=True)}"
    named = join_fr([f"« {incidents.sources[source]} »" for source in weak])
    if len(weak) == total:
        return "Aucune source n'a remis une série complète"
    kept = count_words(total - len(weak), "source", feminine=True)
    word = "incomplète" if len(weak) == 1 else "incomplètes"
    return f"Séries complètes pour {kept} sur {number(total)} ; {word} : {named}"


def incomplete(incidents: LocalIncidents) -> list[str]:
    """Sources that have not reported 90 % of the months of every year."""
    whole = incidents.completeness[incidents.completeness["territory_id"] == WHOLE]
    weak = set(whole.loc[whole["value"] < COMPLETE, "source_org_id"])
    return [source for source in incidents.covered if source in weak]


def cells(incidents: LocalIncidents) -> str:
    """The share of the cells that hold most, against chance."""
    row = rows(incidents.concentration)[0]
    if is_missing(row["value"]):
        return "Trop peu d'incidents situés pour dire s'ils se concentrent"
    share = percent(row["value"])
    if row["direction"] == UNKNOWN:
        counted = f"{number(row['top_cells'])} mailles sur {number(row['cells'])}"
        return f"{counted} réunissent {share} des incidents situés"
    chance = percent(row["expected"])
    if row["direction"] == LIKE_CHANCE:
        return f"Une répartition entre mailles qui ne se distingue pas du hasard ({share}, {chance} attendus)"
    return (
        f"5{NBSP}% des mailles réunissent {share} des incidents situés, contre {chance} si le hasard "
        "seul les répartissait"
    )


def sources(incidents: LocalIncidents) -> str:
    """For how many sources the density may be followed, and what it does."""
    whole = incidents.changes[incidents.changes["territory_id"] == WHOLE]
    known = whole[whole["value"].notna()] if len(whole) else whole
    if known.empty:
        return "Aucune évolution calculable : séries incomplètes ou trop courtes"
    words = known["direction"].value_counts()
    named = [
        f"{count_words(words[word], 'source', feminine=True)} {text}"
        for word, text in (("baisse", "en baisse"), ("hausse", "en hausse"), ("stable", "stable"))
        if words.get(word, 0)
    ]
    named = [
        f"{text}s" if text.endswith(" stable") and words["stable"] > 1 else text for text in named
    ]
    total = number(len(whole))
    counted = count_words(len(known), "source", feminine=True)
    return f"Évolution calculable pour {counted} sur {total} : {join_fr(named)}"


def moments(incidents: LocalIncidents) -> str:
    """Night share of all that has an hour, and the median answer where there is one."""
    whole = rows(incidents.nights_by_source[incidents.nights_by_source["source_org_id"] == WHOLE])[
        0
    ]
    if is_missing(whole["value"]):
        return "Trop peu d'incidents dont l'heure est connue"
    text = f"{percent(whole['value'])} des incidents dont l'heure est connue ont lieu de 22 h à 6 h"
    known = rows(incidents.delays[incidents.delays["value"].notna()])
    if len(known) == 1:
        text += f" ; réponse en {number(known[0]['value'])} minutes en médiane"
    return text


def nights(incidents: LocalIncidents) -> str:
    """Range of the night share over the neighbourhoods."""
    known = incidents.nights[incidents.nights["value"].notna()]
    own = known[known["territory_id"] != WHOLE]
    if own.empty:
        return "Trop peu d'incidents dont l'heure est connue pour comparer les quartiers"
    low, high = own["value"].min(), own["value"].max()
    if len(own) == 1:
        return f"{percent(low)} des incidents dont l'heure est connue ont lieu de 22 h à 6 h"
    return (
        f"La part nocturne des incidents va de {percent(low)} à {percent(high)} selon le quartier"
    )


def quotients(incidents: LocalIncidents) -> str:
    """How many quotients are established, each way."""
    frame = incidents.quotients
    more, less = (int((frame["direction"] == word).sum()) for word in (MORE, LESS))
    compared = int(frame["value"].notna().sum())
    if not compared:
        return "Trop peu d'incidents pour comparer les quartiers par catégorie"
    if not more + less:
        return "Aucune catégorie n'est plus présente dans un quartier qu'ailleurs"
    return (
        f"Sur {count_words(compared, 'comparaison', feminine=True)}, "
        f"{count_words(more, 'surreprésentation', feminine=True)} et "
        f"{count_words(less, 'sous-représentation', feminine=True)}"
    )


def signals(incidents: LocalIncidents) -> str:
    """Title of the list of quotients that are established."""
    frame = incidents.quotients
    count = int(frame["direction"].isin([MORE, LESS]).sum())
    return capital(count_words(count, "écart établi", "écarts établis"))
