"""Lecture, Champ and Source of the figures and tables of local incidents, computed from their data."""

from ffsu_eval.charts.incidents.labels import CATEGORIES, DAYS, UNITS
from ffsu_eval.french import (
    NBSP,
    count_words,
    elide,
    interval,
    is_missing,
    join_fr,
    number,
    percent,
)
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.indicators.incidents.concentration import UNKNOWN
from ffsu_eval.narrative.blocks import Notes
from ffsu_eval.narrative.incidents.results import LocalIncidents
from ffsu_eval.narrative.readings import row_of
from ffsu_eval.rows import Row, rows

BIAS = (
    "Ces registres disent ce que chaque source a vu et consigné : un lieu peu parcouru paraît calme, une "
    "source qui déclare moins paraît plus calme."
)
UNIT_WORDS = {
    "logements": "logements-années",
    "eleves": "élèves-années",
    "voyages": "voyages",
    "heures_patrouille": "heures de présence",
    "etab_nuits": "nuits d'établissement",
}


def source(incidents: LocalIncidents, *only: str) -> str:
    """The registers that the block rests on, and their status."""
    named = [incidents.sources[key] for key in (only or incidents.sources)]
    quoted = ", ".join(f"« {name} »" for name in named)
    registers = "registre" if len(named) == 1 else "registres"
    return (
        f"{registers} d'incidents : {quoted} ; {incidents.mission.status_words('local_incidents')}."
    )


def years(incidents: LocalIncidents) -> str:
    """« 2020-2022 », or « 2022 » alone."""
    first, last = incidents.years[0], incidents.years[-1]
    return str(first) if first == last else f"{first}-{last}"


def week(incidents: LocalIncidents) -> Notes:
    """Notes of the week: the slot where most is logged read aloud."""
    known = incidents.profile[incidents.profile["value"].notna()]
    if known.empty:
        lecture = "aucun créneau ne compte six incidents."
    else:
        row = rows(known.sort_values("value", ascending=False, kind="stable"))[0]
        lecture = (
            f"le {DAYS[int(row['weekday'])]} de {row['hour']} h à {row['hour'] + 1} h, "
            f"{number(row['count'])} incidents consignés en {number(row['n'])} heures, soit "
            f"{number(row['value'], 1)} pour 100 heures {interval(row['ci_low'], row['ci_high'], 1)}."
        )
    words = (
        "incidents dont l'heure est connue, mois remis par la source, heure locale ; les jours de "
        f"changement d'heure comptent 23 ou 25 heures. {BIAS} Le rythme est aussi celui des horaires de "
        "service."
    )
    return Notes(lecture, words, source(incidents, incidents.main))


def densities(incidents: LocalIncidents) -> Notes:
    """Notes of the densities: the whole read aloud."""
    frame = incidents.local_densities
    row = row_of(frame, territory_id=WHOLE)
    unit = str(row["exposure_unit"])
    if is_missing(row["value"]):
        lecture = f"en {row['year']}, la densité de l'ensemble n'est pas donnée : {row['caveat']}."
    else:
        lecture = (
            f"en {row['year']}, {number(row['count'])} incidents pour {number(row['exposure'])} "
            f"{UNIT_WORDS[unit]}, soit {number(row['value'], 1)} pour {UNITS[unit]} "
            f"{interval(row['ci_low'], row['ci_high'], 1)}."
        )
    words = (
        "quartiers par ordre alphabétique, sans classement ; une seule source, les unités des autres ne se "
        f"comparant pas. {BIAS} L'intervalle suppose des incidents indépendants : il est plutôt trop étroit."
    )
    return Notes(lecture, words, source(incidents, incidents.main))


def months(incidents: LocalIncidents) -> Notes:
    """Notes of the monthly series: the completeness of the last year of the weakest source."""
    whole = incidents.completeness[incidents.completeness["territory_id"] == WHOLE]
    row = rows(whole.sort_values("value", kind="stable"))[0]
    name = incidents.sources[row["source_org_id"]]
    lecture = (
        f"en {row['year']}, {percent(row['value'])} des mois attendus de « {name} » ont été remis."
    )
    words = (
        "tous les incidents consignés, doubles saisies d'une même source retirées. Un mois non remis n'est "
        f"pas un mois sans incident : sous 90{NBSP}% de mois remis une année, aucune évolution n'est "
        f"donnée, même si les nombres baissent. {BIAS}"
    )
    return Notes(lecture, words, source(incidents))


def cells(incidents: LocalIncidents) -> Notes:
    """Notes of the concentration: what the cells hold, and what chance alone would give."""
    row = rows(incidents.concentration)[0]
    if is_missing(row["value"]):
        lecture = f"concentration non donnée : {row['caveat']}."
    else:
        chance = (
            ""
            if row["direction"] == UNKNOWN
            else f" ; le hasard seul donnerait {percent(row['expected'], 1)} en moyenne, et au plus "
            f"{percent(row['chance_high'], 1)} dans 97,5{NBSP}% des tirages"
        )
        lecture = (
            f"{number(row['top_cells'])} mailles sur {number(row['cells'])} ({row['base']}) réunissent "
            f"{number(row['count'])} des {number(row['n'])} incidents situés, soit "
            f"{percent(row['value'])}{chance} ; coefficient de Gini généralisé : {number(row['gini'], 2)}."
        )
    left = int(row["left_out"])
    words = (
        f"incidents distincts de toutes les sources, {years(incidents)} ; "
        f"{count_words(left, 'incident écarté', 'incidents écartés')} faute de maille. Une maille de moins "
        "de six incidents n'est pas distinguée d'une maille vide. Les mailles ne sont pas également "
        f"habitées ni parcourues. {BIAS}"
    )
    return Notes(lecture, words, source(incidents))


def sources(incidents: LocalIncidents) -> Notes:
    """Notes of the table of sources."""
    known = incidents.changes[incidents.changes["territory_id"] == WHOLE]
    lecture = ""
    if len(known):
        row = rows(known)[0]
        first, last = row["base_year"], row["end_year"]
        name = incidents.sources[row["source_org_id"]]
        lecture = (
            f"« {name} » : de {first} à {last}, évolution non calculable ({row['caveat']})."
            if is_missing(row["value"])
            else f"« {name} » : de {first} à {last}, la densité est multipliée par {number(row['value'], 2)} "
            f"{interval(row['ci_low'], row['ci_high'], 2)}."
        )
    words = (
        "chaque source a son unité, et aucune n'est ajoutée à une autre. Une évolution n'est donnée que si "
        f"90{NBSP}% des mois sont remis chacune des deux années. {BIAS}"
    )
    return Notes(lecture, words, source(incidents))


def nights(incidents: LocalIncidents) -> Notes:
    """Notes of the night share by neighbourhood: the whole read aloud."""
    row = row_of(incidents.nights, territory_id=WHOLE)
    lecture = (
        f"part nocturne non donnée : {row['caveat']}."
        if is_missing(row["value"])
        else f"{number(row['count'])} des {number(row['n'])} incidents dont l'heure est connue ont lieu de "
        f"22 h à 6 h, soit {percent(row['value'])}."
    )
    left = (
        "incidents sans heure écartés"
        if is_missing(row["left_out"])
        else count_words(
            int(row["left_out"]), "incident sans heure écarté", "incidents sans heure écartés"
        )
    )
    words = (
        f"incidents distincts, {years(incidents)}, quartiers par ordre alphabétique ; {left}. Les "
        f"moments plus chargés sont ceux de « {incidents.sources[incidents.main]} », rapportés au reste "
        f"de la semaine. Une source qui ne travaille pas la nuit n'y voit rien. {BIAS}"
    )
    return Notes(lecture, words, source(incidents))


def moments(incidents: LocalIncidents) -> Notes:
    """Notes of the table of night shares, answers and duplicates."""
    whole = row_of(incidents.duplicates, source_org_id=WHOLE)
    lecture = (
        "nombre de doublons présumés non montré."
        if is_missing(whole["value"])
        else f"{number(whole['count'])} incidents sur {number(whole['n'])} comparables, soit "
        f"{percent(whole['value'])}, répètent celui d'une autre source{_undeclared(whole)}."
    )
    words = (
        "doublon présumé : même catégorie, même maille de 250 m, deux heures au plus après l'incident "
        "d'une autre source ; la règle vise 100 m, la maille l'approche. Délai : du signalement à la "
        "réponse, incidents dont les deux heures sont connues ; il ne dit rien des autres."
    )
    return Notes(lecture, words, source(incidents))


def _undeclared(whole: Row) -> str:
    """How many presumed duplicates are not declared, where it may be told."""
    if is_missing(whole["undeclared"]):
        return ""
    return f" ; {number(whole['undeclared'])} ne sont pas déclarés comme doublons"


def quotients(incidents: LocalIncidents) -> Notes:
    """Notes of the location quotients: the largest established one read aloud."""
    known = incidents.quotients[incidents.quotients["value"].notna()]
    lecture = "aucun quotient ne peut être montré."
    if len(known):
        row = rows(known.sort_values("value", ascending=False, kind="stable"))[0]
        place = incidents.places[row["territory_id"]]
        lecture = (
            f"{elide('à', place)}, la part de « {CATEGORIES[row['category_code']]} » dans les incidents est "
            f"{number(row['value'], 2)} fois celle du territoire "
            f"{interval(row['ci_low'], row['ci_high'], 2)}."
        )
    kinds = join_fr([f"« {name} »" for name in incidents.sources.values()])
    words = (
        f"incidents distincts, {years(incidents)}, de toutes les sources ({kinds}) : la composition d'un "
        "quartier est aussi celle des sources qui y travaillent. Un quotient compare des parts, non des "
        f"nombres. {BIAS}"
    )
    return Notes(lecture, words, source(incidents))
