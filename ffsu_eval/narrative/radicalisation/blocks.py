"""Figures and tables of a mission on radicalisation: coverage, circuits, skills."""

import pandas as pd

from ffsu_eval.charts import radicalisation as charts
from ffsu_eval.french import (
    count_words,
    date_fr,
    is_missing,
    number,
    percent,
)
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.indicators.radicalisation.names import alphabetical
from ffsu_eval.narrative.absent import block
from ffsu_eval.narrative.blocks import Figure, Notes, Prose, Table
from ffsu_eval.narrative.markup import div
from ffsu_eval.narrative.radicalisation.notes import register_notes
from ffsu_eval.narrative.radicalisation.results import Radicalisation
from ffsu_eval.reference import labels, table
from ffsu_eval.rows import capital, lowered, rows

# communes of one figure: what a page can hold; up to ``ONE_PAGE`` the figure is in the body
PER_FIGURE, ONE_PAGE = 40, 20
ITEMS = {
    "clspd": "conseil local",
    "restricted_group": "groupe restreint",
    "referent": "référent",
    "prefect_convention": "convention",
    "cell_exists": "cellule",
}


def warning(chapter: Radicalisation) -> Prose:
    """What opens the report: what it is not, and what it does not hold."""
    place = chapter.mission.territory.label_fr
    return Prose(
        div(
            f"Ce rapport porte sur des organisations : ce que les communes de {place} ont mis en place, ce "
            "que savent les professionnels, ce que prévoit un plan d'actions. Il ne repère personne, ne "
            "décrit aucun cas et ne dit rien d'une religion, d'une opinion ou d'un quartier.\n\n"
            "- Aucune variable de pratique religieuse, aucune donnée individuelle et aucun signalement ne "
            "sont entrés dans les données : le contrôle refuse de tels fichiers.\n"
            "- Aucun nombre de personnes formées, de réponses au questionnaire ou de bénéficiaires inférieur "
            f"à {chapter.least} n'est montré. Les entretiens, menés avec des élus et des professionnels, "
            "sont comptés par thème.\n"
            "- La commune est la maille la plus fine. Les communes sont dans l'ordre alphabétique : elles ne "
            "sont pas classées.\n"
            "- Un dispositif absent n'est pas un risque, et un dispositif présent n'est pas une preuve de "
            "résultat.\n"
            "- Chaque action prévue doit être relue pour éviter de désigner un groupe ou un lieu ; le "
            "rapport dit celles qui ne l'ont pas été.",
            "callout-warning",
            title="Ce que ce rapport ne fait pas",
        )
    )


@block
def frame(chapter: Radicalisation) -> Table:
    """The national plan, its measures for local authorities, and whether they were read."""
    known = table("policy_frames")
    own = known[known["frame_id"] == "PNPR2018"]
    lines = [
        {
            "Mesure": row["measure_id"].removeprefix("M"),
            "Ce qu'elle demande": row["label_fr"],
            "Depuis": row["valid_from"][:4],
            "Source": row["source"]
            if row["verified"] == "oui"
            else f"{row['source']} (à vérifier)",
        }
        for row in rows(own)
    ]
    return Table(
        "cadre-national",
        pd.DataFrame(lines),
        f"{capital(count_words(len(lines), 'mesure', feminine=True))} du plan national s'adressent aux "
        "collectivités",
        "Plan national de prévention de la radicalisation, mesures retenues pour cette mission",
        Notes(
            "",
            "mesures lues dans le plan ; l'échange d'informations suit l'instruction INTK1826096J du 13 "
            "novembre 2018 et l'article L132-5 du code de la sécurité intérieure.",
            "table des cadres de l'atelier, avec leur version.",
        ),
    )


@block
def coverage(chapter: Radicalisation) -> Figure | Table:
    """RAD01: shares of communes and of inhabitants."""
    if len(chapter.setup) == 1:
        return _one_commune(chapter)
    data = chapter.coverage
    row = rows(data[data["item"] == WHOLE])[0]
    told = not is_missing(row["value"])
    people = f" et {percent(row['people'])} des habitants" if told else ""
    bounds = (
        "" if told else f", entre {percent(row['low'])} et {percent(row['high'])} des communes selon "
        "celles qui n'ont pas répondu"
    )  # fmt: skip
    return Figure(
        "couverture",
        charts.coverage_points(data),
        f"Référent, convention et groupe sont réunis dans {number(row['count'])} communes sur "
        f"{number(row['n'])}{people}"
        if told
        else f"{number(row['n'])} communes sur {number(row['n'] + row['n_missing'])} ont répondu : la "
        "couverture n'est pas établie",
        "Part des communes et part des habitants, par dispositif ; trait : bornes si aucune, ou si toutes "
        "les communes sans réponse en disposaient",
        register_notes(
            chapter,
            "commune_setup",
            "déclarations des communes à la mission",
            f"{_communes(chapter)} ; une commune sans réponse n'est comptée ni avec, ni sans.",
            f"les trois dispositifs sont réunis dans {number(row['count'])} communes sur les "
            f"{number(row['n'])} qui ont répondu{bounds}.",
        ),
        charts.coverage_points_alt(data),
        charts.coverage_points_data(data),
    )


def _one_commune(chapter: Radicalisation) -> Table:
    lines = [
        {"Dispositif": capital(row["label_fr"]), "En place": _yes_no(row)}
        for row in rows(chapter.coverage)
    ]
    held = sum(line["En place"] == "oui" for line in lines[:-1])
    return Table(
        "couverture",
        pd.DataFrame(lines),
        f"{number(held)} dispositifs en place sur {number(len(lines) - 1)}",
        "Ce que la commune a mis en place",
        register_notes(chapter, "commune_setup", "déclaration de la commune à la mission",
               "une seule commune : ni part, ni comparaison."),
    )  # fmt: skip


def _yes_no(row: dict[str, object]) -> str:
    return "sans réponse" if not row["n"] else "oui" if row["count"] else "non"


@block
def in_body(chapter: Radicalisation) -> list[Figure | Prose]:
    """The table of the communes, where one page holds it."""
    count = len(chapter.setup)
    if count == 1:
        return []
    if count > ONE_PAGE:
        return [Prose(f"Le détail des {number(count)} communes est en [annexe](#sec-communes).")]
    return _matrices(chapter)


@block
def in_annex(chapter: Radicalisation) -> list[Figure | Prose]:
    """The same for many communes, in several figures."""
    count = len(chapter.setup)
    if count > ONE_PAGE:
        return _matrices(chapter)
    return [Prose("Le territoire compte peu de communes : leur tableau est dans le corps du rapport."
                  if count > 1 else "Le territoire compte une seule commune.")]  # fmt: skip


def _matrices(chapter: Radicalisation) -> list[Figure | Prose]:
    whole = chapter.by_commune
    ordered = whole.sort_values("label_fr", key=lambda s: s.map(alphabetical), kind="stable")
    count = -(-len(ordered) // PER_FIGURE)
    size = -(-len(ordered) // count)
    return [_matrix(chapter, ordered[start : start + size], rank, count)
            for rank, start in enumerate(range(0, len(ordered), size), start=1)]  # fmt: skip


def _matrix(chapter: Radicalisation, part: pd.DataFrame, rank: int, count: int) -> Figure:
    first, last = part["label_fr"].iloc[0], part["label_fr"].iloc[-1]
    silent = int(part[list(ITEMS)].isna().all(axis=1).sum())
    answered = count_words(len(part) - silent, "commune", feminine=True)
    verb = "a répondu" if len(part) - silent < 2 else "ont répondu"
    number_of = f" ({number(rank)} sur {number(count)})" if count > 1 else ""
    one = rows(part)[0]
    held = [name for item, name in ITEMS.items() if not is_missing(one[item]) and bool(one[item])]
    said = ", ".join(held) if held else "aucun de ces dispositifs"
    lecture = (
        f"{one['label_fr']} n'a pas répondu."
        if all(is_missing(one[item]) for item in ITEMS)
        else f"{one['label_fr']} déclare : {said}."
    )
    return Figure(
        f"communes-{rank}",
        charts.commune_matrix(part, ITEMS),
        f"{first} à {last} : {answered} sur {number(len(part))} {verb}",
        f"Dispositifs déclarés par chaque commune, dans l'ordre alphabétique{number_of}",
        register_notes(chapter, "commune_setup", "déclarations des communes à la mission",
               "couverture par des dispositifs, jamais des signalements ; l'ordre est alphabétique et "
               "ne classe pas.", lecture),
        charts.commune_matrix_alt(part, ITEMS),
        charts.commune_matrix_data(part, ITEMS),
    )  # fmt: skip


@block
def circuit(chapter: Radicalisation) -> Figure:
    """RAD11: the pathway, with how far each step is written."""
    frame = chapter.circuit
    who = labels("radicalisation_steps", "step", "who_fr")
    steps = frame[frame["step"] != WHOLE]
    known = steps.dropna(subset=["value"])
    least = rows(known.sort_values("value", kind="stable"))[0] if len(known) else None
    title = "Trop peu de communes ont décrit leur circuit"
    if len(chapter.setup) == 1:
        written = int(steps["count"].sum())
        noun = "étape écrite" if written < 2 else "étapes écrites"
        title = f"{number(written)} {noun} sur {number(len(steps))}"
    elif least:
        noun = "commune" if least["count"] < 2 else "communes"
        title = (
            f"L'étape la moins souvent écrite est « {lowered(least['label_fr'])} » : "
            f"{number(least['count'])} {noun} sur {number(least['n'])}"
        )
    first = rows(steps)[0]
    return Figure(
        "circuit",
        charts.circuit_flow(frame, who),
        title,
        "Du repérage au retour d'information : qui agit, et dans combien de communes l'étape est écrite",
        register_notes(
            chapter,
            "circuit_steps",
            "déclarations des communes à la mission",
            f"{_communes(chapter)} ; cadre plein : étape écrite dans la moitié au moins des communes qui "
            "ont répondu. Le schéma décrit une procédure, non un flux de personnes.",
            f"l'étape « {lowered(first['label_fr'])} » est écrite dans {number(first['count'])} communes "
            f"sur {number(first['n'])}."
            if first["n"] > 1
            else "",
        ),
        charts.circuit_flow_alt(frame, who),
        charts.circuit_flow_data(frame, who),
    )


def _communes(chapter: Radicalisation) -> str:
    count = len(chapter.setup)
    return f"{number(count)} communes du territoire" if count > 1 else "la commune"


@block
def published(chapter: Radicalisation) -> Table:
    """Figures of the prefecture, already published, for a whole département at least."""
    frame = chapter.mission.data.prefecture_figures
    lines = [
        {
            "Chiffre": row["label_fr"],
            "Année": str(row["year"]),
            "Périmètre": f"{row['area_level']} {row['area_code']}",
            "Nombre": number(row["count"]),
            "Publié": f"{row['source_fr']}, {date_fr(row['published_on'])}",
        }
        for row in rows(frame)
    ]
    return Table(
        "chiffres-publies",
        pd.DataFrame(lines),
        "Chiffres déjà publiés par la préfecture",
        "Chiffres départementaux, régionaux ou nationaux ; aucun n'est plus fin que le département",
        register_notes(chapter, "prefecture_figures", "publications citées",
                       "chiffres publics, repris tels quels."),
        right=["Nombre"],
    )  # fmt: skip
