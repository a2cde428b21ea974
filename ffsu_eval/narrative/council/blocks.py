"""What a council is: obligation, formats, seats, formations, overlap."""

import pandas as pd

from ffsu_eval.charts import governance as charts
from ffsu_eval.charts.governance.formations import OTHER
from ffsu_eval.french import (
    NOT_APPLICABLE,
    count_words,
    date_short,
    is_missing,
    number,
    percent,
)
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.narrative.absent import block
from ffsu_eval.narrative.blocks import Figure, Notes, Prose, Table
from ffsu_eval.narrative.council.results import THRESHOLDS, Council
from ffsu_eval.reference import table
from ffsu_eval.rows import rows

YES, NO, TO_CHECK = "oui", "non", "à vérifier"


@block
def obligation(council: Council) -> Prose:
    """Is a council compulsory? From the population and the law; never from a guess."""
    people = council.populations
    if not people:
        return Prose(
            "Obligation : non documentée, la population du territoire n'est pas connue. Un conseil est "
            "obligatoire au-dessus de 5 000 habitants ou en présence d'un quartier prioritaire."
        )
    communes = council.mission.data.communes
    names = dict(zip(communes["commune_code"], communes["label_fr"].fillna(""), strict=True))
    lines = []
    for code, count in people.items():
        name = names.get(code) or code
        must = (
            "obligatoire"
            if count > THRESHOLDS["council"]
            else "facultatif, sauf quartier prioritaire"
        )
        agent = (
            "un coordonnateur doit être désigné"
            if count > THRESHOLDS["coordinator"]
            else "la désignation d'un coordonnateur n'est pas imposée"
        )
        lines.append(
            f"**{name}** compte {number(count)} habitants : un conseil y est {must} ; {agent}."
        )
    return Prose(
        "\n\n".join(lines)
        + "\n\nSource : code de la sécurité intérieure, art. L132-4, dans sa rédaction issue de la loi "
        "n° 2021-646 du 25 mai 2021 (seuils de 5 000 et de 15 000 habitants)."
    )


@block
def formats(council: Council) -> Table:
    """What the law allows: a council of the commune or of several, its formations."""
    known = table("council_formats")
    lines = [
        {
            "Format": row["label_fr"],
            "Texte": row["legal_ref"],
            "Condition": row["condition_fr"] if row["verified"] == YES else TO_CHECK,
            "Conséquence": row["consequence_fr"] if row["verified"] == YES else TO_CHECK,
        }
        for row in rows(known)
    ]
    return Table(
        "formats", pd.DataFrame(lines), "Un conseil communal, intercommunal, ou les deux",
        "Formats que prévoit le code de la sécurité intérieure (CSI), condition et conséquence",
        Notes("", f"formats prévus par la loi ; « {TO_CHECK} » : texte qui n'a pas été lu.",
              "code de la sécurité intérieure."),
    )  # fmt: skip


@block
def seats(council: Council) -> Table:
    """CLS01: each seat, its college, its text, who holds it."""
    frame = council.mission.data.seats
    colleges = council.mission.colleges
    lines = [
        {
            "Collège": colleges[row["college"]],
            "Siège": row["label_fr"],
            "Texte": row["legal_ref"],
            "Obligatoire": YES if row["required"] else NO,
            "Titulaire": council.names.get(row["org_id"], "vacant")
            if not is_missing(row["org_id"])
            else "vacant",
        }
        for row in rows(frame)
    ]
    whole = rows(council.seats[council.seats["college"] == WHOLE])[0]
    vacant = f"vacants : {whole['vacant']}" if whole["vacant"] else "aucun n'est vacant"
    return Table(
        "sieges",
        pd.DataFrame(lines),
        f"{number(whole['count'])} sièges obligatoires pourvus sur {number(whole['n'])}",
        "Sièges du conseil, texte qui les prévoit, organisme qui les tient",
        notes(council, "sièges du conseil ; aucun n'est nommé par une personne.", "seats",
               f"sur {number(whole['n'])} sièges obligatoires, {vacant}."),
    )  # fmt: skip


@block
def formations(council: Council) -> Table:
    """The formations and other instances: who leads, how often, under which rules."""
    members = council.mission.data.formation_members.groupby("formation_id").size()
    lines = [
        {
            "Instance": row["label_fr"],
            "Pilote": council.names.get(row["pilot_org_id"], NOT_APPLICABLE),
            "Membres": number(members.get(row["formation_id"], 0)),
            "Réunions par an": number(row["frequency_per_year"]),
            "Règlement intérieur": _day(row["rules_adopted_on"]),
            "Charte": _day(row["charter_signed_on"]),
            "Échange confidentiel": YES if row["confidential"] else NO,
        }
        for row in rows(council.mission.data.formations)
    ]
    open_to = sum(line["Échange confidentiel"] == YES for line in lines)
    return Table(
        "instances",
        pd.DataFrame(lines),
        f"{count_words(len(lines), 'instance', 'instances', feminine=True).capitalize()}, dont "
        f"{count_words(open_to, '', '', feminine=True).strip()} où s'échangent des informations "
        "confidentielles",
        "Pilote, membres, fréquence prévue et règles de chaque instance",
        notes(council, "instances recensées ; un échange confidentiel suppose un règlement intérieur (CSI, "
               "art. L132-5).", "formations"),
        right=["Membres", "Réunions par an"],
    )  # fmt: skip


def _day(day: object) -> str:
    return NOT_APPLICABLE if is_missing(day) else date_short(day)  # type: ignore[arg-type]


@block
def organigram(council: Council) -> Figure:
    """The formations drawn: what depends on the council, what stands beside it."""
    frame = council.mission.data.formations
    pilots = frame["pilot_org_id"].map(lambda name: council.names.get(name, NOT_APPLICABLE))
    shown = frame.assign(pilot_fr=pilots)
    own = int((frame["kind"] != OTHER).sum())
    return Figure(
        "organigramme",
        charts.formations_tree(shown),
        f"{count_words(own, 'formation', 'formations', feminine=True).capitalize()} du conseil et "
        f"{count_words(len(frame) - own, 'autre instance', 'autres instances', feminine=True)} à articuler",
        "Formations du conseil, pilote et nombre de réunions prévues par an",
        notes(council, "instances recensées ; en tireté, celles qui ne dépendent pas du conseil.",
               "formations"),
        charts.formations_tree_alt(shown),
        charts.formations_tree_data(shown),
    )  # fmt: skip


@block
def overlap(council: Council) -> Table | Prose:
    """CLS02: instances that share a theme."""
    frame = council.overlap[council.overlap["first"] != WHOLE]
    if frame.empty:
        return Prose("Recouvrement : aucune instance ne partage son thème avec une autre.")
    lines = [
        {
            "Instances": f"{row['first']} ; {row['second']}",
            "Thème": row["theme"],
            "Membres en commun": f"{number(row['count'])} sur {number(row['n'])}",
            "Recouvrement": percent(row["value"]),
        }
        for row in rows(frame)
    ]
    most = rows(frame.sort_values("value", ascending=False))[0]
    return Table(
        "recouvrement",
        pd.DataFrame(lines),
        f"Le plus fort recouvrement : {percent(most['value'])} de membres en commun",
        "Instances de même thème et membres qui siègent dans les deux",
        notes(
            council,
            "instances qui déclarent un thème ; recouvrement : membres communs sur membres de l'une ou "
            "l'autre.",
            "formations",
        ),
        right=["Membres en commun", "Recouvrement"],
    )


def notes(council: Council, scope: str, dataset: str, lecture: str = "") -> Notes:
    status = council.mission.status_words(dataset)
    return Notes(lecture, scope, f"registre tenu par la coordination du conseil ; {status}.")
