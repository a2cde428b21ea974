"""What professionals were taught, know, fear and are told back: no person, no margin of error."""

import pandas as pd

from ffsu_eval.charts import radicalisation as charts
from ffsu_eval.french import NOT_APPLICABLE, SECRET, is_missing, number, of_total, percent
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.narrative.absent import block
from ffsu_eval.narrative.blocks import Figure, Notes, Prose, Table
from ffsu_eval.narrative.radicalisation.notes import register_notes
from ffsu_eval.narrative.radicalisation.results import Radicalisation
from ffsu_eval.reference import labels
from ffsu_eval.rows import lowered, rows

SIGNS = f"{SECRET} : secret statistique, nombre de personnes trop petit."
NO_SAMPLE = "Les professionnels n'ont pas été tirés au sort : aucune marge d'erreur n'est donnée."
EXPECTED = {
    "aucune": "aucune suite",
    "droit_commun": "ressource de droit commun",
    "referent": "référent de la commune",
    "prefecture": "préfecture ou CNAPR",
    "": "",
}


@block
def training(chapter: Radicalisation) -> Figure:
    """RAD02: trained, by family of actors and by size of commune."""
    families = labels("actor_families", "actor_family")
    bands = labels("population_bands", "band")
    frame = chapter.training
    whole = rows(frame[frame["by"] == WHOLE])[0]
    groups = {
        "population_band": "selon la taille des communes",
        "actor_family": "selon les acteurs",
    }
    # one size of commune says what all say
    sizes = frame["by"] == "population_band"
    own = frame[(frame["by"] != WHOLE) & ~(sizes & (sizes.sum() == 1))]
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
        register_notes(
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
    sizes = pd.concat([frame.set_index("item")["n"] for frame in frames.values()], axis=1).max(
        axis=1
    )
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
        title = (
            f"{percent(whole['value'])} des orientations sont adaptées ; les erreurs sont plus souvent "
            f"{most}"
        )
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
        _asked(
            chapter,
            f"{percent(row['value'])} de ceux qui ont signalé déclarent avoir eu un retour.",
        ),
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
    return register_notes(chapter, dataset, source, " ".join(parts), lecture)
