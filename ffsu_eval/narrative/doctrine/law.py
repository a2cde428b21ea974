"""Law and agreements of a police service: catalogue, sharing of the missions, convention."""

import pandas as pd

from ffsu_eval.french import (
    date_short,
    join_fr,
    number,
    of_total,
)
from ffsu_eval.indicators.doctrine.conformity import ENDED, IN_FORCE, UNDATED
from ffsu_eval.narrative.absent import block
from ffsu_eval.narrative.blocks import Prose, Table
from ffsu_eval.narrative.doctrine.cells import NO, YES, day_cell
from ffsu_eval.narrative.doctrine.notes import notes
from ffsu_eval.narrative.doctrine.results import Doctrine
from ffsu_eval.narrative.doctrine.words import (
    CLASSES_FR,
    CLAUSES_FR,
    SERVICES_FR,
)
from ffsu_eval.rows import capital, lowered, rows

# municipal police posts from which a convention is compulsory (CSI, art. L512-4, version of 2019)
POSTS = 3
BILL = pd.Timestamp(2025, 10, 29)


@block
def frame(police: Doctrine) -> Prose:
    """What the convention conditions, whether it is compulsory here, and what may have changed since."""
    agents = ("operateur", "administratif", "asvp")
    told = (
        "Le tableau donne, pour chaque mission, le texte qui la fonde et si sa version a été lue à la date "
        "du rapport. Une convention de coordination avec le préfet et le procureur est obligatoire à "
        "partir de trois emplois de police municipale ; elle conditionne l'armement et le travail de "
        "23 heures à 6 heures (code de la sécurité intérieure, art. L512-4, rédaction de 2019, à contrôler "
        "à la date de l'acte)."
    )
    posts = vars(police.mission.data).get("pm_positions")
    if posts is not None:
        count = int(((posts["status"] == "pourvu") & ~posts["grade"].isin(agents)).sum())
        must = "est obligatoire" if count >= POSTS else "n'est pas obligatoire"
        told += f" Le service compte {number(count)} emplois de police municipale pourvus : elle {must}."
    if police.day >= BILL:
        told += (
            " Un projet de loi sur les polices municipales (n° 97, Sénat, 29 octobre 2025) modifie leurs "
            "prérogatives, leurs moyens et leur contrôle ; sa promulgation n'est pas établie ici : à "
            "vérifier."
        )
    return Prose(told)


@block
def catalogue(police: Doctrine) -> Table:
    """The missions, their text, the version that was read, their class."""
    frame = police.catalogue
    lines = [
        {
            "Mission": row["label_fr"],
            "Texte": row["legal_basis"],
            "Valable du": day_cell(row["valid_from"]),
            "au": day_cell(row["valid_to"]),
            "État": row["state"],
            "Judiciaire": YES if row["judicial"] else NO,
            "Classe": CLASSES_FR[row["mission_class"]],
        }
        for row in rows(frame)
    ]
    read = int((frame["state"] == IN_FORCE).sum())
    ended = int((frame["state"] == ENDED).sum())
    lecture = (
        f"au {date_short(police.day)}, la version du texte a été lue pour {number(read)} missions sur "
        f"{number(len(frame))} ; {number(ended)} repose sur un texte échu ; les autres sont « {UNDATED} »."
    )
    return Table(
        "catalogue",
        pd.DataFrame(lines),
        f"{number(read)} missions sur {number(len(frame))} reposent sur une version lue du texte",
        "Catalogue daté des missions : texte, validité, classe proposée",
        notes(police, lecture, "missions recensées avec le service ; une mission « exclue » ne relève pas "
              "du service. Le droit est à contrôler à la date de l'acte.", "mission_catalog",
              "catalogue établi par la mission"),
    )  # fmt: skip


@block
def classes(police: Doctrine) -> Prose:
    """The missions by class: what the service does first, then, and does not do."""
    frame = police.catalogue
    told = []
    for key, words in CLASSES_FR.items():
        names = list(frame.loc[frame["mission_class"] == key, "label_fr"])
        if names:
            told.append(f"**{capital(words)}** : {' ; '.join(names)}.")
    return Prose("\n\n".join(told))


@block
def shared(police: Doctrine) -> Table | Prose:
    """Gaps and overlaps, one line each."""
    frame = police.sharing[police.sharing["state"] != ""]
    if frame.empty:
        return Prose("Partage des missions : chacune a un réalisateur et un responsable.")
    lines = [
        {
            "Mission": police.labels[row["mission_code"]],
            "À trancher": row["state"],
            "Réalisée par": _doers(row["services"]),
        }
        for row in rows(frame)
    ]
    return Table(
        "partage",
        pd.DataFrame(lines),
        f"{number(len(frame))} missions dont le partage est à trancher",
        "Missions sans réalisateur ou sans responsable, ou à plusieurs",
        notes(police, "", "missions du catalogue qui ont un partage déclaré.", "responsibilities",
              "atelier avec les services"),
    )  # fmt: skip


def _doers(services: str) -> str:
    """« Police municipale et médiation » for « PM, MEDIATION »; « personne » for nothing."""
    names = [SERVICES_FR[code] for code in services.split(", ") if code]
    return join_fr([names[0], *map(lowered, names[1:])]) if names else "personne"


@block
def convention(police: Doctrine) -> Table:
    """DOC10: clause by clause."""
    whole = rows(police.convention)[-1]
    lines = [
        {
            "Thème": row["theme"],
            "Clause": row["label_fr"],
            "Échéance": day_cell(row["due"]),
            "État": CLAUSES_FR[row["status"]],
            "Vérifiée le": day_cell(row["checked_on"]),
        }
        for row in rows(police.mission.data.convention_clauses)
    ]
    lecture = (
        f"{of_total(whole['count'], whole['n'])} clauses vérifiées sont respectées ; {number(whole['late'])} "
        f"ne le sont pas et leur échéance est passée ; {number(whole['unchecked'])} n'ont pas été vérifiées."
    )
    return Table(
        "convention",
        pd.DataFrame(lines),
        f"{number(whole['count'])} clauses respectées sur {number(whole['n'])} vérifiées",
        "Convention de coordination : clauses, échéances et état constaté",
        notes(police, lecture, f"clauses de la convention, au {date_short(police.day)} ; une clause "
              "respectée en partie n'est pas comptée comme respectée (CSI, art. L512-4, version à "
              "contrôler).",
              "convention_clauses", "convention et constats de la mission"),
    )  # fmt: skip
