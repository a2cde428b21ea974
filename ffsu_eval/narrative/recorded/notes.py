"""Lecture, Champ and Source of the figures and tables of recorded crime, computed from their data."""

import pandas as pd

from ffsu_eval.evidence.recorded import change_statement, comparison_statement
from ffsu_eval.french import (
    NBSP,
    count_words,
    interval,
    is_missing,
    join_fr,
    number,
    percent,
    signed,
)
from ffsu_eval.narrative.blocks import Notes
from ffsu_eval.narrative.readings import row_of
from ffsu_eval.narrative.recorded.results import RecordedCrime
from ffsu_eval.rows import Row, rows
from ffsu_eval.tables.recorded import shared_caveats

UNITS = {"pop": "1 000 habitants", "dwellings": "1 000 logements"}


def source(crime: RecordedCrime) -> str:
    """Producer, file, release and status of recorded crime."""
    mission = crime.mission
    if mission.status["recorded_crime"] == "officielle":
        return (
            "SSMSI, base communale de la délinquance enregistrée par la police et la gendarmerie "
            f"nationales, édition {mission.parameters.crime_release}, {geography(crime)}, Licence "
            "Ouverte 2.0 ; données officielles."
        )
    words = mission.status_words("recorded_crime")
    return f"{words}, dans la forme de la base communale du SSMSI."


def geography(crime: RecordedCrime) -> str:
    """« géographie communale de 2022 »."""
    years = crime.mission.data.recorded_crime["geo_vintage"].dropna().unique()
    return f"géographie communale de {years[0]}" if len(years) else "géographie non précisée"


def scope(crime: RecordedCrime) -> str:
    """What the recorded figures cover."""
    return (
        f"faits enregistrés par la police et la gendarmerie à {crime.names[crime.area]}, selon leur lieu "
        "de commission (résidence de la victime pour les escroqueries) ; les faits non signalés n'y "
        f"sont pas. L'intervalle à 95{NBSP}% dit la variabilité naturelle du phénomène."
    )


def rate_reading(crime: RecordedCrime, indicator: str) -> str:
    """One rate read aloud: count, denominator and its year, interval."""
    year = crime.policy[-1]
    row = row_of(crime.rates, indicator_id=indicator, year=year)
    label, place = crime.labels[indicator], crime.names[crime.area]
    if is_missing(row["value"]):
        return f"en {year}, le taux des {label} enregistrés à {place} n'est pas donné : {row['caveat']}."
    return (
        f"en {year}, {number(row['count'])} {label} ont été enregistrés à {place}, soit "
        f"{number(row['value'], 2)} pour {UNITS[row['denominator_type']]} "
        f"{interval(row['ci_low'], row['ci_high'], 2)} ; dénominateur : {_denominator(row)}."
    )


def _denominator(row: Row) -> str:
    """« 41 664 logements en 2019 »."""
    what = "logements" if row["denominator_type"] == "dwellings" else "habitants"
    return f"{number(row['denominator'])} {what} en {row['denominator_year']}"


def rates(crime: RecordedCrime, indicator: str) -> Notes:
    """Notes of a figure or table of rates; the reading is that of one indicator, last year."""
    return Notes(rate_reading(crime, indicator), scope(crime), source(crime))


def changes(crime: RecordedCrime, indicator: str) -> Notes:
    """Notes of a figure of changes between the first and the last year of the policy."""
    row = row_of(crime.changes, indicator_id=indicator)
    lecture = (
        f"de {row['base_year']} à {row['end_year']}, le taux des {crime.labels[indicator]} enregistrés "
        f"évolue de {change_statement(row)}."
    )
    return Notes(lecture, scope(crime), source(crime))


def comparison(crime: RecordedCrime, indicator: str) -> Notes:
    """Notes of a comparison; the rule that chose the comparators is part of the scope."""
    row = row_of(crime.gaps, indicator_id=indicator)
    lecture = (
        f"en {row['year']}, pour les {crime.labels[indicator]}, le taux enregistré à "
        f"{crime.names[crime.area]} est {comparison_statement(row)}."
    )
    return Notes(lecture, f"{rule(crime)} {left_out()}", source(crime))


def rule(crime: RecordedCrime) -> str:
    """The rule that chose the communes of comparison, as it was applied."""
    asked, data = crime.mission.parameters, crime.mission.data
    used = data.comparison_criteria[data.comparison_criteria["n_used"] > 0]
    filters = list(used.loc[used["kind"] == "filtre", "label_fr"])
    nearest = list(used.loc[used["kind"] == "variable", "label_fr"])
    return (
        f"{_counted(crime)}, choisies avant de "
        f"regarder leurs chiffres : population de {asked.period_start} comprise entre celle de la "
        f"commune divisée et multipliée par {number(asked.comparator_ratio, 1)}"
        f"{''.join(f', {text}' for text in filters)} ; puis les plus proches selon {join_fr(nearest)}."
    )


def _counted(crime: RecordedCrime) -> str:
    words = "commune comparée", "communes comparées"
    return count_words(len(crime.comparators), *words, feminine=True)


def not_available(crime: RecordedCrime) -> str:
    """Characteristics that the rule knows of and that the data do not give."""
    criteria = crime.mission.data.comparison_criteria
    missing = list(criteria.loc[~criteria["given"].fillna(False), "label_fr"])
    return f"Non disponibles, donc non employés : {join_fr(missing)}." if missing else ""


def left_out() -> str:
    """What happens to the comparators whose value is not published."""
    return (
        "Les communes dont la valeur n'est pas diffusée sont écartées indicateur par indicateur : "
        "peu de faits y sont enregistrés, le taux comparé en est plutôt surestimé."
    )


def groups(crime: RecordedCrime, indicator: str) -> Notes:
    """Notes of the comparison by groups: range of the ratio over the groups."""
    names = crime.group_labels
    found = crime.gaps_by_group[crime.gaps_by_group["indicator_id"] == indicator]
    known = rows(found[found["value"].notna()].sort_values("value"))
    if known:
        low, high = known[0], known[-1]
        lecture = (
            f"pour les {crime.labels[indicator]}, le taux de {crime.names[crime.area]} vaut de "
            f"{number(low['value'], 2)} fois ({names[low['group_id']]}) à {number(high['value'], 2)} fois "
            f"({names[high['group_id']]}) celui du groupe comparé."
        )
    else:
        lecture = f"pour les {crime.labels[indicator]}, aucun groupe ne permet de comparaison."
    sizes = [
        f"{label} ({number(len(codes))})" for label, codes in crime.groups.items() if len(codes) > 1
    ]
    return Notes(lecture, f"nombre de communes : {join_fr(sizes)}. {left_out()}", source(crime))


def funnels(crime: RecordedCrime, indicator: str) -> Notes:
    """Notes of the funnel: expected count, limits and where the territory stands."""
    row = row_of(crime.funnels, indicator_id=indicator, territory_id=crime.area)
    if is_missing(row["expected"]):
        lecture = f"pour les {crime.labels[indicator]}, non calculable : {row['caveat']}."
    else:
        lecture = (
            f"en {row['year']}, {number(row['count'])} {crime.labels[indicator]} enregistrés ; au taux des "
            f"communes comparées on en attendrait {number(row['expected'])}, et un nombre compris entre "
            f"{number(row['low_998'])} et {number(row['high_998'])} dans 998 cas sur 1 000 : "
            f"{row['direction']}."
        )
    words = (
        "un point par commune comparée, sans nom : la figure situe le territoire et ne classe personne. "
        "Les limites tiennent compte de ce que les communes diffèrent plus que le hasard ne le voudrait."
    )
    return Notes(lecture, words, source(crime))


def differential(crime: RecordedCrime, indicator: str) -> Notes:
    """Notes of the difference in differences: what it says, and that it does not prove an effect."""
    row = row_of(crime.differentials, indicator_id=indicator)
    years = (
        f"{row['after_first']}-{row['after_last']} et {row['before_first']}-{row['before_last']}"
    )
    if is_missing(row["value"]):
        lecture = f"pour les {crime.labels[indicator]}, non calculable : {row['caveat']}."
    else:
        bounds = interval(100 * (row["ci_low"] - 1), 100 * (row["ci_high"] - 1), 0, plus=True)
        lecture = (
            f"entre {years}, l'écart entre le taux des {crime.labels[indicator]} à "
            f"{crime.names[crime.area]} et celui des communes comparées évolue de "
            f"{signed(100 * (row['value'] - 1), unit='%')} {bounds} : {row['direction']}. "
            f"Le plus petit recul détectable était de {percent(1 - row['detectable'])}."
        )
    words = (
        "communes comparées diffusées toutes les années, les mêmes pour toute la série. Le rapport compare "
        "des évolutions en proportion, l'écart en faits par an des nombres ramenés à la taille du "
        "territoire : quand les niveaux de départ diffèrent, ils peuvent diverger. Comparer n'est "
        "pas prouver : ces communes n'ont pas été tirées au sort, et la politique n'agit qu'en quelques "
        "lieux de la commune."
    )
    shared = shared_caveats(crime.differentials)
    if shared:
        words += f" Pour tous les indicateurs : {join_fr(shared)}."
    return Notes(lecture, words, source(crime))


def coverage(crime: RecordedCrime) -> Notes:
    """Notes of the table of what is published."""
    whole = row_of(crime.coverage, indicator_id="ensemble")
    lecture = (
        f"{number(whole['n_published'])} valeurs sur {number(whole['n_cells'])} sont diffusées, soit "
        f"{percent(whole['value'] / 100)}."
    )
    words = (
        "un indicateur n'est diffusé dans une commune qu'au-delà de cinq faits pendant trois années "
        "successives ; une valeur non diffusée n'est ni un zéro ni une estimation."
    )
    return Notes(lecture, words, source(crime))


def plain(crime: RecordedCrime, lecture: str, words: str) -> Notes:
    """Notes of another table of recorded crime."""
    return Notes(lecture, words, source(crime))


def pick(frame: pd.DataFrame, wanted: str) -> str:
    """``wanted`` where the frame has a value for it, else its first indicator that has one."""
    known = frame[frame["value"].notna()]
    found = list(known["indicator_id"]) or list(frame["indicator_id"])
    return wanted if wanted in found else found[0]
