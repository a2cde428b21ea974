"""Tables of a council: obligation, seats, formations, overlap, creation, follow-up, opinions."""

import pandas as pd

from ffsu_eval.charts import governance as charts
from ffsu_eval.charts.governance.formations import OTHER
from ffsu_eval.french import (
    NOT_APPLICABLE,
    SECRET,
    count_words,
    date_short,
    is_missing,
    number,
    percent,
)
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.narrative.absent import block
from ffsu_eval.narrative.blocks import Figure, Notes, Prose, Table
from ffsu_eval.narrative.council.follow_up import LATE, RECEIVED, last_quarter
from ffsu_eval.narrative.council.results import THRESHOLDS, Council
from ffsu_eval.rows import rows

YES, NO = "oui", "non"


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
        _notes(council, "sièges du conseil ; aucun n'est nommé par une personne.", "seats",
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
        _notes(council, "instances recensées ; un échange confidentiel suppose un règlement intérieur (CSI, "
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
        _notes(council, "instances recensées ; en tireté, celles qui ne dépendent pas du conseil.",
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
        _notes(
            council,
            "instances qui déclarent un thème ; recouvrement : membres communs sur membres de l'une ou "
            "l'autre.",
            "formations",
        ),
        right=["Membres en commun", "Recouvrement"],
    )


@block
def milestones(council: Council) -> Table:
    """CLS03: the steps of the creation."""
    row = rows(council.creation)[0]
    lines = [
        {
            "Étape": each["label_fr"],
            "Prévue le": date_short(each["planned_on"]),
            "Faite le": "à faire" if is_missing(each["done_on"]) else date_short(each["done_on"]),
        }
        for each in rows(council.mission.data.milestones.sort_values("planned_on"))
    ]
    title = (
        f"{number(row['value'])} jours entre la délibération et l'installation"
        if not is_missing(row["value"])
        else "Le conseil n'est pas encore installé"
    )
    return Table(
        "etapes", pd.DataFrame(lines), title, "Étapes de la création, prévues et faites",
        _notes(council, "étapes de la feuille de route.", "milestones"),
    )  # fmt: skip


@block
def returns(council: Council) -> Table:
    """CLS04: the dashboard, quarter by quarter."""
    frame = council.returns
    lines = [
        {
            "Trimestre": "Ensemble" if row["quarter"] == WHOLE else row["quarter"],
            "Valeurs reçues": f"{number(row['count'])} sur {number(row['n'])}",
            "Part": percent(row["value"]),
            "État": RECEIVED if row["count"] == row["n"] else "en partie" if row["count"] else LATE,
            "Indicateurs non remis": row["missing"] or NOT_APPLICABLE,
        }
        for row in rows(frame)
    ]
    whole = rows(frame[frame["quarter"] == WHOLE])[0]
    return Table(
        "remontees",
        pd.DataFrame(lines),
        f"{number(whole['count'])} valeurs de suivi reçues sur {number(whole['n'])} attendues",
        "Tableau de bord : ce que chaque trimestre devait recevoir et a reçu",
        _notes(
            council, "indicateurs convenus dans la stratégie, par trimestre.", "follow_up_values"
        ),
        right=["Valeurs reçues", "Part"],
        total_row=True,
    )


@block
def dashboard(council: Council) -> Table:
    """The last quarter on one page: each indicator, its value before and now, its state in words."""
    quarter = last_quarter(council.mission.data.follow_up_values, council.names)
    lines = [
        {
            "Indicateur": line.label_fr,
            "Remis par": line.producer_fr,
            quarter.before or "Avant": line.before,
            quarter.name: line.now,
            "État": line.state_fr,
        }
        for line in quarter.lines
    ]
    return Table(
        "tableau-de-bord",
        pd.DataFrame(lines),
        f"{quarter.name} : {number(quarter.received)} indicateurs remis sur {number(len(lines))}",
        "Dernier trimestre : valeur, trimestre précédent et état de la remise",
        _notes(
            council,
            "indicateurs de suivi ; l'état est un mot, non une couleur.",
            "follow_up_values",
        ),
        right=[quarter.before or "Avant", quarter.name],
    )


@block
def utility(council: Council) -> Table | Prose:
    """CLS05: what the members think of it."""
    row = rows(council.utility)[0]
    if is_missing(row["value"]):
        return Prose(
            f"Utilité perçue : non montrée ({row['caveat']}). Les membres sont peu nombreux et se "
            "connaissent."
        )
    count = number(row["n"])
    lines = [
        ("Utilité moyenne, de 0 à 10", number(row["value"], 1)),
        ("Membres qui donnent 7 ou plus", _count(row["useful"], count)),
        ("Membres qui déclarent recevoir un retour", _count(row["informed"], count)),
    ]
    frame = pd.DataFrame([{"Question": name, "Réponse": text} for name, text in lines])
    return Table(
        "utilite",
        frame,
        f"Les membres donnent au conseil {number(row['value'], 1)} sur 10",
        "Utilité perçue et retour d'information, tous membres ensemble",
        _notes(council, f"membres qui ont répondu (n = {count}) ; tous ont été interrogés. Aucune "
               "ventilation : ils sont trop peu nombreux.", "member_opinions"),
        right=["Réponse"],
        signs=f"{SECRET} : secret statistique, effectif ou complément trop faible.",
    )  # fmt: skip


def _count(count: object, total: str) -> str:
    return SECRET if is_missing(count) else f"{number(count)} sur {total}"


@block
def decisions(council: Council) -> Table:
    """CLS06: the register of the decisions, with those that have no owner or no date."""
    row = rows(council.orphans)[0]
    frame = council.mission.data.decisions
    lines = [
        {
            "Décision": each["label_fr"],
            "Responsable": council.names.get(each["owner_org_id"], "sans responsable")
            if not is_missing(each["owner_org_id"])
            else "sans responsable",
            "Échéance": "sans date"
            if is_missing(each["due_date"])
            else date_short(each["due_date"]),
            "Faite le": NOT_APPLICABLE
            if is_missing(each["done_date"])
            else date_short(each["done_date"]),
        }
        for each in rows(frame)
    ]
    return Table(
        "decisions",
        pd.DataFrame(lines),
        f"{number(row['count'])} décisions sans responsable ou sans date sur {number(row['n'])}"
        if row["count"]
        else "Chaque décision a un responsable et une date",
        "Registre des décisions",
        _notes(council, "décisions du conseil et de ses formations.", "decisions"),
    )


@block
def situations(council: Council) -> Table:
    """Situations examined, by quarter: numbers only, none under five."""
    formations = council.mission.data.formations
    named = dict(zip(formations["formation_id"], formations["label_fr"], strict=True))
    lines = [
        {
            "Instance": named[row["formation_id"]],
            "Trimestre": row["quarter"],
            "Examinées": number(row["examined"]),
            "Nouvelles": number(row["new"]),
            "Closes": number(row["closed"]),
        }
        for row in rows(council.mission.data.situation_counts)
    ]
    return Table(
        "situations",
        pd.DataFrame(lines),
        "Activité des formations qui examinent des situations",
        "Nombre de situations par trimestre, sans aucun cas",
        _notes(council, "nombres agrégés par l'instance ; aucun nombre de un à quatre n'est enregistré.",
               "situation_counts"),
        right=["Examinées", "Nouvelles", "Closes"],
    )  # fmt: skip


def _notes(council: Council, scope: str, dataset: str, lecture: str = "") -> Notes:
    status = council.mission.status_words(dataset)
    return Notes(lecture, scope, f"registre tenu par la coordination du conseil ; {status}.")
