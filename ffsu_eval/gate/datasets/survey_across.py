"""Rules of the survey that cross its files: waves, categories invited, margins, answers.

They are checked once every file has passed on its own, so that they read typed columns.
"""

from collections.abc import Mapping

import pandas as pd

from ffsu_eval.errors import GateRefusal
from ffsu_eval.french import lines_fr
from ffsu_eval.gate.schema import Tables
from ffsu_eval.sources.raw import FILE, ROW, RawTable

INFORMANTS = "acteurs_proximite"
FAULTS = {
    "stratum": "catégorie absente de celles qui ont été invitées dans cette vague",
    "time_slot": "valeur obligatoire pour un acteur de proximité",
    "seniority": "valeur obligatoire pour un acteur de proximité",
    "no_weight": "poids de sondage attendu : échantillon probabiliste "
    "(des poids égaux s'écrivent 1 sur toutes les lignes)",
    "one_psu": "une seule unité primaire dans la strate : réunir des strates",
    "no_psu": "unité primaire donnée pour une partie de la vague seulement",
    "weight": "poids de sondage donné dans une vague qui n'est pas tirée au sort",
    "dates": "réponse datée hors de la période de terrain",
    "margin_wave": "marge donnée pour une vague qui n'est pas tirée au sort",
    "no_variable": "variable de calage absente des réponses",
    "no_category": "modalité sans répondant dans la vague",
    "not_given": "modalité attendue : variable de calage de la vague",
    "other_category": "modalité sans marge dans la vague",
}


def need_coherent(typed: pd.DataFrame, tables: Tables, margins: pd.DataFrame | None) -> None:
    """GateRefusal, with every fault, when the answers do not agree with the other survey files.

    ``typed``: answers, one row per respondent; ``margins``: typed margins, None without the file.
    """
    answers, waves = tables["survey_responses"], tables["survey_waves"].frame
    wave = typed["wave_id"].map(waves.set_index("wave_id")["population"])
    drawn_waves = set(waves.loc[waves["probability_sample"].str.lower() == "oui", "wave_id"])
    drawn = typed["wave_id"].isin(drawn_waves) & typed["finished"].fillna(False).astype(bool)
    faults = _of_categories(typed, tables)
    for name in ("time_slot", "seniority"):
        faults[name] = (name, (wave == INFORMANTS) & typed[name].isna())
    if "base_weight" in typed:
        given = typed["base_weight"].notna()
        faults["weight"] = "base_weight", given & ~typed["wave_id"].isin(drawn_waves)
        faults["no_weight"] = "base_weight", drawn & ~given
    else:
        faults["no_weight"] = "base_weight", drawn
    if "psu" in typed:
        partial = typed["psu"].notna().where(drawn).groupby(typed["wave_id"]).transform("max")
        faults["no_psu"] = "psu", drawn & typed["psu"].isna() & partial.fillna(False).astype(bool)
    units = typed["psu"].fillna(typed["resp_id"]) if "psu" in typed else typed["resp_id"]
    alone = units.where(drawn).groupby([typed["wave_id"], typed["stratum"]]).transform("nunique")
    faults["one_psu"] = (
        "psu" if "psu" in typed else "stratum",
        drawn & (alone == 1) & ~faults["stratum"][1],
    )
    if "answered_on" in typed:
        faults["dates"] = "answered_on", _out_of_field(typed, waves)
    messages = _messages(answers, faults)
    if margins is not None:
        messages += _of_margins(typed, tables, margins, drawn, drawn_waves)
    if messages:
        raise GateRefusal("\n".join(messages))


def _of_categories(typed: pd.DataFrame, tables: Tables) -> dict[str, tuple[str, pd.Series]]:
    strata = tables["survey_strata"].frame
    invited = set(zip(strata["wave_id"], strata["stratum"], strict=True))
    pairs = list(zip(typed["wave_id"], typed["stratum"], strict=True))
    return {"stratum": ("stratum", pd.Series([p not in invited for p in pairs], typed.index))}


def _out_of_field(typed: pd.DataFrame, waves: pd.DataFrame) -> pd.Series:
    from ffsu_eval.gate.convert import typed_column

    by_wave = waves.set_index("wave_id")
    start, end = (
        typed["wave_id"].map(typed_column(by_wave[name], "date"))
        for name in ("field_start", "field_end")
    )
    return ((typed["answered_on"] < start) | (typed["answered_on"] > end)).fillna(False)


def _of_margins(
    typed: pd.DataFrame,
    tables: Tables,
    margins: pd.DataFrame,
    drawn: pd.Series,
    drawn_waves: set[str],
) -> list[str]:
    """Margins against the answers of their wave: every category on both sides."""
    table, answers = tables["survey_margins"], tables["survey_responses"]
    absent = ~margins["variable"].isin(list(typed))
    on_margins = {
        "margin_wave": ("wave_id", ~margins["wave_id"].isin(drawn_waves)),
        "no_variable": ("variable", absent),
    }
    empty = pd.Series(False, index=margins.index)
    messages = []
    for (wave, name), part in margins[~absent].groupby(["wave_id", "variable"]):
        variable = str(name)
        people = typed[variable][drawn & (typed["wave_id"] == wave)]
        empty |= margins.index.isin(part.index[~part["category"].isin(set(people.dropna()))])
        inside = pd.Series(typed.index.isin(people.index), index=typed.index)
        messages += _messages(
            answers,
            {
                "not_given": (variable, inside & typed[variable].isna()),
                "other_category": (
                    variable,
                    inside & typed[variable].notna() & ~typed[variable].isin(part["category"]),
                ),
            },
        )
    on_margins["no_category"] = "category", empty & margins["wave_id"].isin(drawn_waves)
    return [*_messages(table, on_margins), *messages]


def _messages(table: RawTable, faults: Mapping[str, tuple[str, pd.Series]]) -> list[str]:
    """One line per broken rule and file: column, lines, rule."""
    frame = table.frame
    files = frame[FILE] if FILE in frame else pd.Series("", index=frame.index)
    lines = []
    for fault, (column, failing) in faults.items():
        broken = frame.loc[failing.to_numpy(dtype=bool)]
        for file, part in broken.groupby(files[broken.index]):
            shown = f"{table.file}{f' ({file})' if file else ''}"
            heading = table.headings.get(column, column)
            where = lines_fr(sorted(int(line) for line in part[ROW]))
            lines.append(f"{shown}, colonne {heading}, {where} : {FAULTS[fault]}")
    return lines
