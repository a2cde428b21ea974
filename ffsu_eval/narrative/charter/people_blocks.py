"""Who has signed, who is bound to secrecy, who trusts, what was breached, what was reviewed."""

import pandas as pd

from ffsu_eval.charts import charter as charts
from ffsu_eval.french import (
    NOT_APPLICABLE,
    SECRET,
    count_words,
    is_missing,
    join_fr,
    number,
    of_total,
    percent,
)
from ffsu_eval.indicators.charter.signing import in_force
from ffsu_eval.indicators.frames import WHOLE, given
from ffsu_eval.narrative.absent import block
from ffsu_eval.narrative.blocks import Figure, Notes, Prose, Table
from ffsu_eval.narrative.charter.results import Charter
from ffsu_eval.narrative.charter.words import BREACHES
from ffsu_eval.points import points
from ffsu_eval.rows import capital, lowered, rows

SECRECY = {
    "par_etat": "par état (la profession)",
    "par_fonction": "par fonction",
    "par_mission": "par mission",
    "non": "non tenu au secret",
}
ANSWERS = {
    "aucune": "aucune suite",
    "rappel": "rappel des règles",
    "suspension": "suspension",
    "exclusion": "exclusion du groupe",
    "signalement": "signalement au délégué à la protection des données",
}


@block
def signatures(charter: Charter) -> Table:
    """CHA01 and CHA07, by instance."""
    data = charter.mission.data
    trained = pd.Series(given(data.signatories["trained_on"]), index=data.signatories.index)
    held = pd.Series(given(data.signatories["signed_on"]), index=data.signatories.index)
    lines = []
    for row in rows(charter.signatures):
        whole = row["item"] == WHOLE
        own = held & (whole | (data.signatories["instance_id"] == row["item"]))
        lines.append(
            {
                "Instance": "Ensemble" if whole else row["label_fr"],
                "Charte en vigueur signée": of_total(row["count"], row["n"]),
                "Ancienne version": number(row["outdated"]),
                "Signataires formés": of_total(int((trained & own).sum()), int(own.sum())),
            }
        )
    whole, taught = rows(charter.signatures)[-1], rows(charter.training)[0]
    return Table(
        "signatures",
        pd.DataFrame(lines),
        f"La charte est signée par {of_total(whole['count'], whole['n'])} ; "
        f"{of_total(taught['count'], taught['n'])} signataires ont été formés",
        "Fonctions qui doivent signer, qui ont signé la version en vigueur, qui ont été formées",
        _notes(
            charter,
            f"{of_total(whole['count'], whole['n'])} signatures requises ont été recueillies, soit "
            f"{percent(whole['value'])} ; {of_total(taught['count'], taught['n'])} signataires, toutes "
            "versions, ont suivi une formation.",
            "fonctions dans un organisme, jamais des personnes ; une ancienne version ne compte pas. "
            "Registre complet : pas d'intervalle.",
            "signatories",
        ),
        right=list(lines[0])[1:],
        total_row=True,
    )


@block
def secrecy(charter: Charter) -> Table:
    """CHA-Q3: functions by their duty of secrecy, the organisations where they are."""
    data = charter.mission.data
    current = in_force(data.signatories, data.exchange_instances)
    lines = []
    for status, label in SECRECY.items():
        own = data.signatories[data.signatories["secrecy"] == status]
        if own.empty:
            continue
        there = list(dict.fromkeys(charter.names[org] for org in own["org_id"]))
        lines.append(
            {
                "Secret professionnel": capital(label),
                "Fonctions": number(len(own)),
                "Ont signé": of_total(int(current[own.index].sum()), len(own)),
                "Organismes": " ; ".join(there),
            }
        )
    bound = int((data.signatories["secrecy"] != "non").sum())
    return Table(
        "secret-professionnel",
        pd.DataFrame(lines),
        f"{of_total(bound, len(data.signatories))} fonctions appelées à signer sont tenues au secret",
        "Fonctions appelées à signer, selon ce qui les tient au secret",
        _notes(
            charter,
            "",
            "fonctions déclarées par les organismes ; la qualification est la leur et n'a pas été vérifiée "
            "par la mission.",
            "signatories",
        ),
        right=["Fonctions", "Ont signé"],
    )


@block
def trust(charter: Charter) -> Figure | Prose:
    """CHA08: trust by secrecy, with the gap."""
    answers = len(charter.mission.data.trust_answers)
    known = charter.gap.dropna(subset=["value"])
    if known.empty:
        return Prose(
            "Confiance : aucun écart n'est montré, trop peu de professionnels ayant répondu."
        )
    row = rows(known.sort_values("value", kind="stable"))[0]
    return Figure(
        "confiance",
        charts.trust_bars(charter.trust, charter.gap, charter.items),
        _trust_title(charter, row),
        "Réponses de 1 (pas du tout) à 5 (tout à fait), selon que le répondant est tenu au secret ou non",
        _notes(
            charter,
            f"« {lowered(charter.items[row['item']])} » : {percent(row['bound'])} des professionnels tenus "
            f"au secret répondent plutôt oui, {percent(row['free'])} des autres ; écart de "
            f"{points(row['value'])}.",
            f"professionnels qui ont répondu (n = {number(answers)}), non tirés au sort : aucune marge "
            "d'erreur. Les réponses sont réunies en trois pour protéger les petits effectifs.",
            "trust_answers",
        ),
        charts.trust_bars_alt(charter.trust, charter.gap, charter.items),
        charts.trust_bars_data(charter.trust, charter.items),
    )


def _trust_title(charter: Charter, row: dict[str, object]) -> str:
    statement = charter.items[str(row["item"])]
    if float(row["value"]) >= 0:  # type: ignore[arg-type]
        return "Les professionnels tenus au secret ne sont pas moins confiants que les autres"
    return (
        f"« {statement} » : plutôt oui pour {percent(row['bound'])} des professionnels tenus au secret et "
        f"{percent(row['free'])} des autres"
    )


@block
def breaches(charter: Charter) -> Table:
    """Breaches of confidentiality, by class only."""
    frame = charter.incidents
    lines = [
        {
            "Nature": "Ensemble" if row["breach_class"] == WHOLE
            else capital(BREACHES[row["breach_class"]]),
            "Manquements": SECRET if is_missing(row["count"]) else number(row["count"]),
            "Suites données": capital(join_fr([ANSWERS[name] for name in row["actions"]])),
        }
        for row in rows(frame)
    ]  # fmt: skip
    least = charter.mission.parameters.secrecy.incidents
    years = sorted(set(charter.mission.data.confidentiality_incidents["year"]))
    kinds = count_words(len(lines) - 1, "nature", "natures", feminine=True)
    return Table(
        "manquements",
        pd.DataFrame(lines),
        f"Des manquements de {kinds} ont été consignés",
        f"Manquements à la confidentialité par nature, de {years[0]} à {years[-1]}",
        _notes(
            charter,
            "",
            "manquements consignés, sans personne ni situation ; ceux qui n'ont pas été consignés ne sont "
            "pas connus.",
            "confidentiality_incidents",
        ),
        right=["Manquements"],
        total_row=True,
        signs=f"{SECRET} : secret statistique, moins de {least} ou permettant de retrouver un tel nombre.",
    )


@block
def reviews(charter: Charter) -> Table:
    """CHA09: was the charter reviewed, year by year?"""
    changes = charter.mission.data.annual_reviews.set_index("year")["changes_fr"]
    found = rows(charter.reviews)
    lines = [
        {
            "Année": row["item"],
            "Revue": "tenue" if row["count"] else "non tenue",
            "Ce qui a changé": NOT_APPLICABLE
            if is_missing(changes[row["year"]])
            else str(changes[row["year"]]),
        }
        for row in found[:-1]
    ]
    whole = found[-1]
    held = count_words(whole["count"], "revue annuelle", "revues annuelles", feminine=True)
    return Table(
        "revues",
        pd.DataFrame(lines),
        f"{capital(held)} sur {number(whole['n'])}",
        "Revue annuelle de la charte",
        _notes(charter, "", "années où une revue était due.", "annual_reviews"),
        signs=f"{NOT_APPLICABLE} : sans objet.",
    )


def _notes(charter: Charter, lecture: str, scope: str, dataset: str) -> Notes:
    source = "professionnels interrogés par la mission" if dataset == "trust_answers" else (
        "registre tenu par la coordination du conseil"
    )  # fmt: skip
    return Notes(lecture, scope, f"{source} ; {charter.mission.status_words(dataset)}.")
