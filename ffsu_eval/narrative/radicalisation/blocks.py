"""Figures and tables of a mission on radicalisation: coverage, circuits, skills."""

import pandas as pd

from ffsu_eval.charts import radicalisation as charts
from ffsu_eval.french import (
    NOT_APPLICABLE,
    SECRET,
    count_words,
    date_fr,
    is_missing,
    number,
    of_total,
    percent,
)
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.indicators.radicalisation.names import alphabetical
from ffsu_eval.narrative.absent import block
from ffsu_eval.narrative.blocks import Figure, Notes, Prose, Table
from ffsu_eval.narrative.markup import div
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
SIGNS = f"{SECRET} : secret statistique, nombre de personnes trop petit."
NO_SAMPLE = "Les professionnels n'ont pas été tirés au sort : aucune marge d'erreur n'est donnée."
EXPECTED = {
    "aucune": "aucune suite",
    "droit_commun": "ressource de droit commun",
    "referent": "référent de la commune",
    "prefecture": "préfecture ou CNAPR",
    "": "",
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
            f"- Aucun nombre de personnes formées, de réponses au questionnaire ou de bénéficiaires inférieur à "
            f"{chapter.least} n'est montré. Les entretiens, menés avec des élus et des professionnels, sont "
            "comptés par thème.\n"
            "- La commune est la maille la plus fine. Les communes sont dans l'ordre alphabétique : elles ne "
            "sont pas classées.\n"
            "- Un dispositif absent n'est pas un risque, et un dispositif présent n'est pas une preuve de "
            "résultat.\n"
            "- Chaque action prévue doit être relue pour éviter de désigner un groupe ou un lieu ; le rapport "
            "dit celles qui ne l'ont pas été.",
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
            "Source": row["source"] if row["verified"] == "oui" else f"{row['source']} (à vérifier)",
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
        _notes(
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
        _notes(chapter, "commune_setup", "déclaration de la commune à la mission",
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
        _notes(chapter, "commune_setup", "déclarations des communes à la mission",
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
    title = (
        f"L'étape la moins souvent écrite est « {lowered(least['label_fr'])} » : "
        f"{number(least['count'])} {'commune' if least['count'] < 2 else 'communes'} sur {number(least['n'])}"
        if least
        else "Trop peu de communes ont décrit leur circuit"
    )
    first = rows(steps)[0]
    return Figure(
        "circuit",
        charts.circuit_flow(frame, who),
        title,
        "Du repérage au retour d'information : qui agit, et dans combien de communes l'étape est écrite",
        _notes(
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


@block
def training(chapter: Radicalisation) -> Figure:
    """RAD02: trained, by family of actors and by size of commune."""
    families = labels("actor_families", "actor_family")
    bands = labels("population_bands", "band")
    frame = chapter.training
    whole = rows(frame[frame["by"] == WHOLE])[0]
    groups = {"population_band": "selon la taille des communes", "actor_family": "selon les acteurs"}
    own = frame[frame["by"] != WHOLE]
    shown = own.assign(
        label_fr=[{**families, **bands}[item] for item in own["item"]],
        group=[groups[by] for by in own["by"]],
    ).sort_values("by", ascending=False, kind="stable")
    axis = "% des personnes à former"
    told = rows(shown.dropna(subset=["value"]))
    return Figure(
        "formation",
        charts.share_bars(shown, axis),
        f"{number(whole['count'])} personnes formées sur {number(whole['n'])}, soit {percent(whole['value'])}"
        if not is_missing(whole["value"])
        else "Le nombre de personnes formées n'est pas montré",
        "Personnes formées rapportées aux personnes à former",
        _notes(
            chapter,
            "training_log",
            "registre des sessions de formation",
            f"sessions consignées au registre. {_training_signs(shown)}Une personne appelée à deux sessions "
            "compte deux fois.",
            f"« {lowered(told[0]['label_fr'])} » : {number(told[0]['count'])} personnes formées sur "
            f"{number(told[0]['n'])}, soit {percent(told[0]['value'])}."
            if told
            else "",
        ),
        charts.share_bars_alt(shown, axis),
        charts.share_bars_data(shown, axis),
    )


def _training_signs(shown: pd.DataFrame) -> str:
    missing = shown[shown["value"].isna()]
    none = missing["caveat"] == "aucune session"
    signs = [SIGNS] if (~none).any() else []
    signs += [f"{NOT_APPLICABLE} : aucune session."] if none.any() else []
    return "".join(f"{sign} " for sign in signs)


@block
def skills(chapter: Radicalisation) -> Figure | Prose:
    """RAD03, RAD04 and RAD13 by profession."""
    shown = _together(chapter)
    whole = rows(shown[shown["item"] == WHOLE])[0]
    if is_missing(whole["procedure"]):
        return Prose(
            f"Compétences des professionnels : non montrées. Moins de {chapter.least} professionnels ont "
            "répondu au questionnaire, ou leurs réponses permettraient d'en reconnaître."
        )
    secret = shown[["procedure", "confidence", "stigma"]].isna().any(axis=None)
    return Figure(
        "competences",
        charts.skill_points(shown),
        f"{percent(whole['procedure'])} des professionnels qui ont répondu connaissent la procédure",
        "Part de ceux qui connaissent les trois éléments clés, se disent en confiance (quatre ou cinq sur "
        "cinq), craignent de stigmatiser (quatre ou cinq sur cinq)",
        _asked(
            chapter,
            f"{percent(whole['procedure'])} des {number(whole['n'])} professionnels donnent la bonne réponse "
            "aux trois questions sur la procédure.",
            secret=bool(secret),
        ),
        charts.skill_points_alt(shown),
        charts.skill_points_data(shown),
    )


def _together(chapter: Radicalisation) -> pd.DataFrame:
    """One row per profession: its base and the three shares, missing where they are withheld."""
    frames = {
        "procedure": chapter.procedure, "confidence": chapter.confidence, "stigma": chapter.stigma
    }  # fmt: skip
    names = frames["procedure"]["item"]
    sizes = pd.concat([frame.set_index("item")["n"] for frame in frames.values()], axis=1).max(axis=1)
    return pd.DataFrame(
        {
            "item": names,
            "label_fr": [chapter.professions.get(str(name), "tous métiers") for name in names],
            "n": [sizes[name] for name in names],
            **{name: frame["value"].to_numpy() for name, frame in frames.items()},
        }
    )


@block
def situations(chapter: Radicalisation) -> Figure | Prose:
    """RAD05: fictitious situations, both errors shown."""
    found = chapter.orientation
    frame = found.assign(expected=[EXPECTED[str(name)] for name in found["expected"]])
    whole = rows(frame[frame["vignette_id"] == WHOLE])[0]
    told = [row for row in rows(frame) if not is_missing(row["value"])]
    if not told:
        return Prose(
            "Orientation des situations fictives : non montrée. Trop peu de professionnels ont répondu, ou "
            f"une de leurs réponses a été donnée par moins de {chapter.least} personnes."
        )
    first, shown = told[0], frame
    if is_missing(whole["value"]):
        shown = frame[frame["vignette_id"] != WHOLE]
        title = f"« {first['label_fr']} » : {percent(first['value'])} d'orientations adaptées"
    else:
        gap = whole["under_share"] - whole["over_share"]
        most = "trop basses" if gap > 0 else "trop élevées"
        title = f"{percent(whole['value'])} des orientations sont adaptées ; les erreurs sont plus souvent {most}"
    lecture = (
        f"pour « {lowered(first['label_fr'])} », {percent(first['value'])} des réponses sont adaptées, "
        f"{percent(first['under_share'])} trop basses et {percent(first['over_share'])} trop élevées."
    )
    return Figure(
        "situations",
        charts.vignette_bars(shown),
        title,
        "Réponses à des situations fictives : sous-signalement, orientation adaptée, sur-signalement",
        _asked(chapter, lecture, "vignette_answers", bool(frame["value"].isna().any())),
        charts.vignette_bars_alt(shown),
        charts.vignette_bars_data(shown),
    )


@block
def feedback(chapter: Radicalisation) -> Table | Prose:
    """RAD08: of those who signalled, who heard back."""
    frame = chapter.feedback
    row = rows(frame[frame["item"] == "oui"])[0]
    if is_missing(row["value"]):
        return Prose(
            "Retour d'information : non montré. Trop peu de professionnels déclarent avoir signalé pour "
            f"que le résultat soit publié (moins de {chapter.least} dans une réponse)."
        )
    words = {"oui": "Oui", "parfois": "Parfois", "non": "Non"}
    lines = [
        {
            "A reçu un retour": words[each["item"]],
            "Professionnels": of_total(each["count"], each["n"]),
            "Part": percent(each["value"]),
        }
        for each in rows(frame)
    ]
    return Table(
        "retour",
        pd.DataFrame(lines),
        f"{number(row['count'])} professionnels sur les {number(row['n'])} qui ont signalé ont eu un retour",
        "Retour d'information déclaré par ceux qui ont signalé, tous métiers ensemble",
        _asked(chapter, f"{percent(row['value'])} de ceux qui ont signalé déclarent avoir eu un retour."),
        right=["Professionnels", "Part"],
    )


def _asked(
    chapter: Radicalisation,
    lecture: str,
    dataset: str = "professional_answers",
    secret: bool = False,
) -> Notes:
    asked = len(chapter.mission.data.professional_answers)
    parts = [f"{number(asked)} professionnels qui ont répondu."] if asked >= chapter.least else []
    parts += [NO_SAMPLE, *([SIGNS] if secret else [])]
    source = "questionnaire de la mission auprès des professionnels"
    return _notes(chapter, dataset, source, " ".join(parts), lecture)


def _communes(chapter: Radicalisation) -> str:
    count = len(chapter.setup)
    return f"{number(count)} communes du territoire" if count > 1 else "la commune"


def _notes(chapter: Radicalisation, dataset: str, source: str, scope: str, lecture: str = "") -> Notes:
    return Notes(lecture, scope, f"{source} ; {chapter.mission.status_words(dataset)}.")


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
        _notes(chapter, "prefecture_figures", "publications citées", "chiffres publics, repris tels quels."),
        right=["Nombre"],
    )  # fmt: skip
