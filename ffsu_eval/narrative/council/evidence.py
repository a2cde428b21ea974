"""Items of evidence that a council gives, with where each is shown.

The council keeps these data itself: they are not independent of what is judged.
"""

from ffsu_eval.evidence.items import Evidence, quality
from ffsu_eval.french import count_words, is_missing, number, of_total, percent
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.narrative.absent import gathered
from ffsu_eval.narrative.council.results import Council
from ffsu_eval.rows import Row, rows

CITY = "Ville"


def items(council: Council) -> list[Evidence]:
    """Evidence of CLS01 to CLS06: what the data allow, part by part."""
    return gathered(council, _seats, _overlap, _creation, _returns, _utility, _orphans)


def _seats(council: Council) -> list[Evidence]:
    row = rows(council.seats[council.seats["college"] == WHOLE])[0]
    held = "siège obligatoire pourvu" if row["count"] < 2 else "sièges obligatoires pourvus"
    text = f"{number(row['count'])} {held} sur {number(row['n'])}"
    return [_item(council, "CLS01:ensemble", "sièges obligatoires pourvus", text, row, "seats",
                  "tbl-sieges", of_total(row["count"], row["n"]))]  # fmt: skip


def _overlap(council: Council) -> list[Evidence]:
    row = rows(council.overlap[council.overlap["first"] == WHOLE])[0]
    text = f"{percent(row['value'])} de membres en commun entre instances de même thème"
    return [_item(council, "CLS02:ensemble", "recouvrement des instances", text, row, "formations",
                  "tbl-recouvrement")]  # fmt: skip


def _creation(council: Council) -> list[Evidence]:
    row = rows(council.creation)[0]
    text = f"{number(row['value'])} jours de la délibération à l'installation"
    head = f"{number(row['value'])} jours"
    return [_item(council, "CLS03:ensemble", "délai de création", text, row, "milestones",
                  "tbl-etapes", head)]  # fmt: skip


def _returns(council: Council) -> list[Evidence]:
    row = rows(council.returns[council.returns["quarter"] == WHOLE])[0]
    text = f"{number(row['count'])} valeurs de suivi reçues sur {number(row['n'])} attendues"
    return [_item(council, "CLS04:ensemble", "remontée des indicateurs", text, row,
                  "follow_up_values", "tbl-remontees", of_total(row["count"], row["n"]))]  # fmt: skip


def _utility(council: Council) -> list[Evidence]:
    row = rows(council.utility)[0]
    if is_missing(row["n"]):
        return [_item(council, "CLS05:ensemble", "utilité perçue", "", row, "member_opinions",
                      "tbl-utilite")]  # fmt: skip
    answers = count_words(row["n"], "réponse", "réponses", feminine=True)
    text = f"une utilité de {number(row['value'], 1)} sur 10 ({answers})"
    return [_item(council, "CLS05:ensemble", "utilité perçue", text, row, "member_opinions",
                  "tbl-utilite", f"{number(row['value'], 1)} sur 10")]  # fmt: skip


def _orphans(council: Council) -> list[Evidence]:
    row = rows(council.orphans)[0]
    text = f"{number(row['count'])} décisions sans responsable ou sans date sur {number(row['n'])}"
    return [_item(council, "CLS06:ensemble", "décisions orphelines", text, row, "decisions",
                  "tbl-decisions", of_total(row["count"], row["n"]))]  # fmt: skip


def _item(
    council: Council,
    name: str,
    label: str,
    text: str,
    row: Row,
    dataset: str,
    place: str,
    headline: str = "",
) -> Evidence:
    origin = council.mission.origin(CITY, dataset, place)
    known = not is_missing(row["value"])
    return Evidence(
        evidence_id=name,
        label_fr=label,
        statement_fr=text if known else "une valeur non calculable",
        headline_fr=(headline or percent(row["value"])) if known else "///",
        family="REC",
        quality=quality(coverage=known, stability=True, precision=known, independence=False),
        direction="descriptif" if known else "non établi",
        producer=origin.producer,
        status=origin.status,
        shown_in=origin.shown_in,
        value=float(row["value"]) if known else None,
    )
