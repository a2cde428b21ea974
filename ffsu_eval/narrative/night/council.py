"""What the report proposes: a council of the night, and what it would follow, with the values of today."""

import pandas as pd

from ffsu_eval.evidence.register import Register
from ffsu_eval.french import NOT_APPLICABLE, is_missing
from ffsu_eval.mission import Mission
from ffsu_eval.narrative.absent import block
from ffsu_eval.narrative.blocks import Notes, Prose, Table
from ffsu_eval.narrative.markup import escape
from ffsu_eval.narrative.night.results import Nightlife
from ffsu_eval.rows import capital, rows

SOURCE = "proposition de la mission, à débattre par la collectivité."
# college of the proposed council, families of actors that it would hold, what it brings
COLLEGES = (
    ("Ville", ("ELUS", "VILLE_PM", "VILLE_AUTRES"), "autorisations, médiation, propreté, éclairage"),
    ("État et justice", ("ETAT_PREF", "PN", "GN", "PARQUET_JUSTICE"), "sécurité, débits de boissons"),
    ("Exploitants", ("COMMERCE_ECO",), "horaires, abords, formation du personnel"),
    ("Riverains", ("HABITANTS",), "bruit, usages de l'espace public"),
    ("Mobilités", ("TRANSPORT",), "départs après la dernière fermeture"),
    ("Santé et prévention", ("SANTE_ADDICTION", "MEDIATION", "PREV_SPE", "AIDE_VICTIMES"),
     "réduction des risques, accueil des victimes"),
    ("Usagers et travailleurs de nuit", ("ASSO",), "vécu de la nuit, dont celui des femmes"),
)  # fmt: skip
TO_NAME = "à désigner"
# evidence that the council would follow → how often, and who brings it
FOLLOWED = (
    ("NUI01:ensemble", "trimestre", "relevé de nuit"),
    ("NUI03:ensemble", "trimestre", "registre des plaintes"),
    ("NUI05:ensemble", "semestre", "relevé de nuit"),
    ("NUI06:ensemble", "à chaque changement d'horaire", "réseau de transport"),
    ("NUI07:ensemble", "semestre", "services présents la nuit"),
    ("NUI08:ecart", "deux ans", "questionnaire auprès des usagers"),
    ("NUI09:riverains", "deux ans", "questionnaire auprès des riverains"),
    ("NUI10:adhesion", "semestre", "suivi de la charte"),
    ("NUI10:respect", "semestre", "suivi de la charte"),
)
MISSIONS = (
    "suivre la charte et publier chaque année ce qui a été vérifié",
    "donner un avis sur les horaires, les terrasses et les autorisations tardives avant décision",
    "proposer des mesures à l'essai, avec une zone témoin et une date d'évaluation",
    "tenir le tableau de suivi ci-dessous, avec la valeur de départ",
)


@block
def proposal(mission: Mission) -> Prose:
    """What the council would do and how it would meet."""
    lines = "\n".join(f"- {text} ;" for text in MISSIONS)
    return Prose(
        "**Un conseil de la nuit.** La mission propose une instance de concertation, sans pouvoir de "
        "décision, rattachée au conseil local de sécurité et de prévention de la délinquance. Elle aurait "
        f"pour objet de :\n\n{lines[:-2]}.\n\n"
        "Elle se réunirait deux fois par an en formation complète et chaque trimestre en formation de suivi, "
        "l'une en journée et l'autre en soirée. Aucune situation individuelle ni aucun établissement nommé "
        "n'y serait examiné : ce qui touche à une personne ou à une procédure reste dans les instances "
        "prévues par la loi."
    )


@block
def colleges(mission: Mission) -> Table:
    """Who would sit, from the organisations of the mission."""
    named = mission.data.organisations
    lines = []
    for college, families, brings in COLLEGES:
        own = named.loc[named["actor_family"].isin(families), "label_fr"]
        lines.append(
            {
                "Collège": college,
                "Organisations pressenties": " ; ".join(map(str, own)) or TO_NAME,
                "Ce qu'il apporte": brings,
            }
        )
    lacking = sum(line["Organisations pressenties"] == TO_NAME for line in lines)
    title = f"Un conseil de la nuit en {len(lines)} collèges"
    if lacking:
        title += f", dont {lacking} sans organisation connue de la mission"
    return Table(
        "conseil-de-la-nuit",
        pd.DataFrame(lines),
        title,
        "Composition proposée du conseil de la nuit",
        Notes(
            "",
            "organisations connues de la mission, par famille d'acteurs ; liste ouverte.",
            SOURCE,
        ),
    )


@block
def follow_up(nightlife: Nightlife, register: Register) -> Table:
    """What the council would follow, from the value of today."""
    lines = []
    for name, often, source in FOLLOWED:
        item = register.items.get(name)
        known = item is not None and not is_missing(item.value)
        lines.append(
            {
                "Indicateur": f"{name.partition(':')[0]}, {item.label_fr}"
                if item
                else name.partition(":")[0],
                "Valeur de départ": item.headline_fr
                if item is not None and known
                else NOT_APPLICABLE,
                "Fréquence": often,
                "Source": source,
            }
        )
    known_count = sum(line["Valeur de départ"] != NOT_APPLICABLE for line in lines)
    return Table(
        "suivi-de-la-nuit",
        pd.DataFrame(lines),
        f"{known_count} indicateurs sur {len(lines)} ont une valeur de départ",
        "Indicateurs proposés pour le suivi, avec leur valeur de départ",
        Notes(
            "",
            "indicateurs de ce rapport ; une valeur d'arrivée se lit avec son intervalle, et avec une zone "
            "témoin quand une mesure est à l'essai.",
            SOURCE,
        ),
        signs=f"{NOT_APPLICABLE} : non documenté ou non montré.",
    )


@block
def commitments_proposed(nightlife: Nightlife) -> Prose:
    """Where the draft of the charter is, and what it takes over."""
    register = rows(nightlife.mission.data.charter_commitments)
    never = [capital(escape(row["label_fr"])) for row in register if not row["checked"]]
    text = (
        f"Le projet de charte, à reprendre par la collectivité, est remis avec ce rapport : il reprend les "
        f"{len(register)} engagements suivis, avec pour chacun qui s'engage, l'échéance et l'état."
    )
    if never:
        text += (
            " Engagements à vérifier en premier, car ils ne l'ont jamais été : "
            + " ; ".join(never)
            + "."
        )
    return Prose(text)
