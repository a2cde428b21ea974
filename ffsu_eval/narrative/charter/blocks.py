"""What is exchanged today: matrix of the flows, instances, register, classes of information."""

import pandas as pd

from ffsu_eval.charts import charter as charts
from ffsu_eval.charts.charter.matrix import CHANNELS, CLASSES, OUTSIDE
from ffsu_eval.french import (
    NBSP,
    NOT_APPLICABLE,
    count_words,
    date_short,
    is_missing,
    number,
    of_total,
)
from ffsu_eval.indicators.charter import is_sensitive
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.narrative.absent import block
from ffsu_eval.narrative.blocks import Figure, Notes, Table
from ffsu_eval.narrative.charter.results import Charter
from ffsu_eval.reference import labels
from ffsu_eval.rows import capital, rows

YES, NO = "oui", "non"
COMPLETE = "Le registre est complet : ce sont des dénombrements, sans intervalle."
REGISTER = "registre des flux établi par la mission avec les organismes"
# class → what it is, where it may be shared, under which conditions
KINDS = (
    ("publique", "déjà publiée ou destinée à l'être", "toute instance", "aucune"),
    ("statistique", "nombres agrégés, sans cas", "toute instance", "aucun nombre qui désigne une personne"),
    ("generale", "situation d'un lieu ou d'un phénomène, sans personne", "toute instance",
     "pas de donnée personnelle"),
    ("confidentielle", "fait relatif à une personne, hors secret professionnel",
     "groupe d'échange d'informations, jamais la plénière",
     "charte signée, but écrit, besoin d'en connaître"),
    ("secrete", "couverte par le secret professionnel", "aucune, sauf exception prévue par la loi",
     "exception écrite et vérifiée"),
)  # fmt: skip
INSTANCE_KINDS = labels("instances", "instance_type")


@block
def matrix(charter: Charter) -> Figure:
    """Who sends what to whom."""
    flows = charter.mission.data.info_flows
    whole, sensitive = rows(charter.informal)
    first = rows(flows[is_sensitive(flows)])[0] if is_sensitive(flows).any() else rows(flows)[0]
    return Figure(
        "flux-organismes",
        charts.flow_matrix(flows, charter.names),
        f"{capital(count_words(len(flows), 'flux', 'flux'))} recensés, dont "
        f"{number(sensitive['n'])} sensibles ; {number(sensitive['count'])} de ces derniers passent hors "
        "de toute instance",
        "Information la plus protégée que chaque organisme (en ligne) transmet à chaque autre (en colonne)",
        _notes(
            charter,
            f"l'organisme « {charter.names[first['from_org']]} » transmet à « "
            f"{charter.names[first['to_org']]} » une information {CLASSES[first['info_class']][1]}. Sur "
            f"{number(whole['n'])} flux, {number(whole['count'])} passent hors de toute instance.",
            "flux réguliers déclarés par les organismes ; un flux sensible porte une donnée personnelle, ou "
            "une information confidentielle ou secrète. Aucun cas, aucune personne n'y figure. "
            + COMPLETE,
        ),
        charts.flow_matrix_alt(flows, charter.names),
        charts.flow_matrix_data(flows, charter.names, charter.places),
    )


@block
def by_instance(charter: Charter) -> Table:
    """CHA05 and CHA06, where the flows pass."""
    frame = charter.exchanged
    lines = [
        {
            "Instance": "Ensemble" if row["item"] == WHOLE else row["label_fr"],
            "Flux": number(row["flows"]),
            "Sensibles": number(row["sensitive"]),
            "Avec données personnelles": number(row["personal"]),
            "Personne informée, ou raison écrite": _part(row["informed"], row["personal"]),
            "Donnant lieu à un retour": _part(row["returned"], row["flows"]),
        }
        for row in rows(frame)
    ]
    told, back = rows(charter.informed)[0], rows(charter.reciprocity)[0]
    return Table(
        "flux-instances",
        pd.DataFrame(lines),
        f"La personne est informée dans {_flows(told)} de données personnelles ; un retour suit "
        f"{_flows(back)}",
        "Flux recensés selon l'instance où ils passent",
        _notes(
            charter,
            f"sur {number(told['n'])} flux de données personnelles, {number(told['count'])} ont une règle "
            f"d'information des personnes ; sur {number(back['n'])} flux, {number(back['count'])} rapportent "
            "quelque chose à celui qui a transmis.",
            f"tous les flux recensés. {COMPLETE}",
        ),
        right=list(lines[0])[1:],
        total_row=True,
        signs=f"{NOT_APPLICABLE} : sans objet.",
    )


def _flows(row: dict[str, object]) -> str:
    return f"{number(row['count'])} flux sur {number(row['n'])}"


def _part(count: object, total: object) -> str:
    return of_total(count, total) if total else NOT_APPLICABLE


@block
def instances(charter: Charter) -> Table:
    """CHA02: the instances, their rules, what passes there."""
    sensitive = charter.exchanged.set_index("item")["sensitive"]
    needing = set(charter.coverage["item"]) - {WHOLE}
    lines = [
        {
            "Instance": row["label_fr"],
            "Nature": INSTANCE_KINDS.get(row["kind"], "autre instance"),
            "Flux sensibles": number(sensitive[row["instance_id"]]),
            "Règlement adopté le": _day(row["rules_adopted_on"]),
            "Charte": _version(row, needing),
            "Registre": YES if row["register_exists"] else NO,
            "Suites d'un manquement prévues": YES if row["breach_procedure"] else NO,
            "Avis du délégué à la protection des données": _day(row["dpo_opinion_on"]),
        }
        for row in rows(charter.mission.data.exchange_instances)
    ]
    whole = rows(charter.coverage)[-1]
    return Table(
        "instances-echange",
        pd.DataFrame(lines),
        f"{number(whole['count'])} instances chartées sur {number(whole['n'])} où passe une information "
        "confidentielle",
        "Instances, règles dont elles disposent et flux sensibles qui y passent",
        _notes(
            charter,
            "",
            "instances du conseil et autres instances. Une séance plénière n'a pas de charte : aucune "
            "information sensible ne doit y passer.",
            "exchange_instances",
        ),
        right=["Flux sensibles"],
        signs=f"{NOT_APPLICABLE} : absent, ou sans objet.",
    )


def _version(row: dict[str, object], needing: set[str]) -> str:
    if not is_missing(row["charter_version"]):
        return f"version {row['charter_version']}"
    return "à établir" if row["instance_id"] in needing else NOT_APPLICABLE


def _day(day: object) -> str:
    return NOT_APPLICABLE if is_missing(day) else date_short(day)  # type: ignore[arg-type]


@block
def register(charter: Charter) -> Table:
    """The whole register of the flows."""
    flows = charter.mission.data.info_flows
    lines = [
        {
            "Flux": row["flow_id"],
            "De, vers": f"{charter.names[row['from_org']]} → {charter.names[row['to_org']]}",
            "Instance, voie": f"{_place(charter, row)}, {CHANNELS[row['channel']]}",
            "Classe": CLASSES[row["info_class"]][1],
            "But": _text(row["purpose_fr"]),
            "Base, conservation": _held(row),
        }
        for row in rows(flows)
    ]
    return Table(
        "registre-flux",
        pd.DataFrame(lines),
        "Registre des flux d'information",
        "Chaque flux : organismes, instance, classe, but, base et durée",
        _notes(
            charter,
            "",
            "tous les flux recensés ; un flux est une habitude d'échange entre deux organismes.",
        ),
        signs=f"{NOT_APPLICABLE} : rien n'est demandé à un flux sans donnée personnelle.",
    )


def _place(charter: Charter, row: dict[str, object]) -> str:
    place = row["instance_id"]
    return OUTSIDE if is_missing(place) else charter.places[str(place)]


def _text(text: object) -> str:
    return "non écrit" if is_missing(text) else str(text)


def _held(row: dict[str, object]) -> str:
    """Legal basis or exception, then how long; nothing is asked of what holds no personal data."""
    names = ("legal_basis", "legal_exception")
    written = [str(row[name]) for name in names if not is_missing(row[name])]
    if not row["personal_data"]:
        return " ; ".join(written) or NOT_APPLICABLE
    days = row["retention_days"]
    term = "durée non fixée" if is_missing(days) else f"{number(days)}{NBSP}jours"
    return f"{' ; '.join(written) or 'base non écrite'} ; {term}"


@block
def classes(charter: Charter) -> Table:
    """What may be shared, where, on which conditions; and what is exchanged today."""
    counts = charter.mission.data.info_flows["info_class"].value_counts()
    lines = [
        {
            "Classe": capital(CLASSES[name][1]),
            "Ce que c'est": what,
            "Où elle peut être partagée": where,
            "À quelles conditions": how,
            "Flux recensés": number(counts.get(name, 0)),
        }
        for name, what, where, how in KINDS
    ]
    secret = int(counts.get("secrete", 0))
    held = count_words(secret, "flux recensé est couvert", "flux recensés sont couverts")
    return Table(
        "classes",
        pd.DataFrame(lines),
        f"{capital(held)} par le secret",
        "Classes d'information, de la plus ouverte à la plus protégée, et règle proposée",
        _notes(
            charter,
            "",
            "règles proposées par le projet de charte, à arrêter par les signataires.",
        ),
        right=["Flux recensés"],
    )


def _notes(charter: Charter, lecture: str, scope: str, dataset: str = "info_flows") -> Notes:
    return Notes(lecture, scope, f"{REGISTER} ; {charter.mission.status_words(dataset)}.")
