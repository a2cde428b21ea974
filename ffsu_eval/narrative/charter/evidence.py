"""Items of evidence that a charter gives, with where each is shown.

The registers are kept by the city itself: they are not independent of what is judged. The trust of
professionals is theirs, of those who answered only.
"""

from ffsu_eval.evidence.items import Evidence, Family, quality
from ffsu_eval.french import count_words, is_missing, number, of_total, percent
from ffsu_eval.indicators.charter.controls import FLOW, FORBID
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.narrative.absent import gathered
from ffsu_eval.narrative.charter.results import Charter
from ffsu_eval.points import points
from ffsu_eval.rows import Row, lowered, rows

CITY, PROFESSIONALS = "Ville", "Professionnels interrogés"
ENOUGH_ANSWERS = 50


def items(charter: Charter) -> list[Evidence]:
    """Evidence of CHA01 to CHA09: what the data allow, part by part."""
    parts = (_signatures, _coverage, _informal, _compliance, _critical, _reciprocity, _informed,
             _training, _trust, _reviews)  # fmt: skip
    return gathered(charter, *parts)


def _signatures(charter: Charter) -> list[Evidence]:
    found = []
    for row in rows(charter.signatures):
        where = "" if row["item"] == WHOLE else f" ({lowered(charter.places[row['item']])})"
        signed = count_words(row["count"], "signature", "signatures", feminine=True)
        text = f"{signed} de la charte en vigueur sur {number(row['n'])} requises{where}"
        found.append(_item(charter, f"CHA01:{row['item']}", f"signature de la charte{where}", text,
                           row, "signatories", "tbl-signatures"))  # fmt: skip
    return found


def _coverage(charter: Charter) -> list[Evidence]:
    row = rows(charter.coverage)[-1]
    held = count_words(row["count"], "instance chartée", "instances chartées", feminine=True)
    text = f"{held} sur {number(row['n'])} où passe une information confidentielle"
    return [_item(charter, "CHA02:ensemble", "instances chartées", text, row, "info_flows",
                  "tbl-instances-echange")]  # fmt: skip


def _informal(charter: Charter) -> list[Evidence]:
    """Where flows pass: a part of the inventory, under the indicator of the instances."""
    whole, sensitive = rows(charter.informal)
    texts = (
        ("CHA02:hors_instance", whole, ("flux", "flux")),
        ("CHA02:hors_instance_sensibles", sensitive, ("flux sensible", "flux sensibles")),
    )
    found = []
    for name, row, words in texts:
        text = f"{count_words(row['count'], *words)} sur {number(row['n'])} hors de toute instance"
        found.append(_item(charter, name, "échanges hors instance", text, row, "info_flows",
                           "tbl-flux-instances"))  # fmt: skip
    return found


def _compliance(charter: Charter) -> list[Evidence]:
    found = []
    for row in rows(charter.compliance):
        name = {"niveau": row["item"], WHOLE: WHOLE, "controle": row["item"]}.get(row["scope"])
        if name is None:
            continue
        of = {"flux": " sur les flux", "instance": " sur les instances", WHOLE: ""}
        if row["scope"] == "controle":
            label, text = lowered(charter.control_labels[name]), _satisfying(charter, name, row)
        else:
            met = count_words(row["count"], "contrôle satisfait", "contrôles satisfaits")
            label, text = f"conformité{of[name]}", f"{met} sur {number(row['n'])}{of[name]}"
        place = "tbl-controles" if row["scope"] == "controle" else "tbl-conformite"
        found.append(_item(charter, f"CHA03:{name}", label, text, row, "info_flows",
                           place))  # fmt: skip
    return found


def _satisfying(charter: Charter, control: str, row: Row) -> str:
    """« sept flux conformes sur 15 », « une instance conforme sur 4 »."""
    level = charter.controls.set_index("control_id")["level"][control]
    words = ("flux conforme", "flux conformes")
    if level != FLOW:
        words = ("instance conforme", "instances conformes")
    return f"{count_words(row['count'], *words, feminine=level != FLOW)} sur {number(row['n'])}"


def _critical(charter: Charter) -> list[Evidence]:
    """Flows and instances with a critical control not satisfied: to forbid, to mend."""
    flows = charter.critical[charter.critical["level"] == "flux"]
    total = len(charter.mission.data.info_flows)
    forbidden = set(flows.loc[flows["remedy"] == FORBID, "item"])
    mended = set(flows["item"]) - forbidden
    texts = (("proscrire", forbidden, "à proscrire"), ("regulariser", mended, "à régulariser"))
    found = []
    for name, concerned, word in texts:
        row = {
            "count": len(concerned),
            "n": total,
            "value": len(concerned) / total if total else None,
        }
        text = f"{count_words(len(concerned), 'flux', 'flux')} {word} sur {number(total)}"
        found.append(_item(charter, f"CHA04:{name}", f"flux {word}", text, row, "info_flows",
                           "tbl-critiques"))  # fmt: skip
    return found


def _reciprocity(charter: Charter) -> list[Evidence]:
    row = rows(charter.reciprocity)[0]
    back = count_words(row["count"], "flux suivi", "flux suivis")
    text = f"{back} d'un retour sur {number(row['n'])}"
    return [_item(charter, "CHA05:ensemble", "réciprocité", text, row, "info_flows",
                  "tbl-flux-instances")]  # fmt: skip


def _informed(charter: Charter) -> list[Evidence]:
    row = rows(charter.informed)[0]
    text = (
        f"{number(row['count'])} flux de données personnelles sur {number(row['n'])} dont la personne est "
        "informée, ou la raison écrite"
    )
    return [_item(charter, "CHA06:ensemble", "information des personnes", text, row, "info_flows",
                  "tbl-flux-instances")]  # fmt: skip


def _training(charter: Charter) -> list[Evidence]:
    row = rows(charter.training)[0]
    taught = count_words(row["count"], "signataire formé", "signataires formés")
    text = f"{taught} sur {number(row['n'])}"
    return [_item(charter, "CHA07:ensemble", "formation", text, row, "signatories",
                  "tbl-signatures")]  # fmt: skip


def _trust(charter: Charter) -> list[Evidence]:
    found = []
    for row in rows(charter.gap):
        statement = lowered(charter.items[row["item"]])
        sizes = f"n = {number(row['n_bound'])} et {number(row['n_free'])}"
        text = (
            f"{percent(row['bound'])} de « plutôt oui » parmi les professionnels tenus au secret, contre "
            f"{percent(row['free'])} parmi les autres ({sizes})"
        )
        known = not is_missing(row["value"])
        head = points(row["value"]) if known else ""
        answers = 0 if not known else int(row["n_bound"]) + int(row["n_free"])
        found.append(
            _item(charter, f"CHA08:{row['item']}", f"« {statement} »", text, row, "trust_answers",
                  "fig-confiance", head, "SUR", answers >= ENOUGH_ANSWERS)
        )  # fmt: skip
    return found


def _reviews(charter: Charter) -> list[Evidence]:
    row = rows(charter.reviews)[-1]
    held = count_words(
        row["count"], "revue annuelle tenue", "revues annuelles tenues", feminine=True
    )
    text = f"{held} sur {number(row['n'])}"
    return [_item(charter, "CHA09:ensemble", "revue annuelle", text, row, "annual_reviews",
                  "tbl-revues")]  # fmt: skip


def _item(
    charter: Charter,
    name: str,
    label: str,
    text: str,
    row: Row,
    dataset: str,
    place: str,
    headline: str = "",
    family: Family = "REC",
    precise: bool = True,
) -> Evidence:
    asked = family == "SUR"
    origin = charter.mission.origin(PROFESSIONALS if asked else CITY, dataset, place)
    known = not is_missing(row["value"])
    head = headline or of_total(row.get("count"), row.get("n"))
    return Evidence(
        evidence_id=name,
        label_fr=label,
        statement_fr=text if known else "une valeur non calculable",
        headline_fr=head if known else "///",
        family=family,
        # answers are of those who answered, a register is kept by whom it speaks of
        quality=quality(
            coverage=known and not asked,
            stability=True,
            precision=known and precise,
            independence=asked,
        ),
        direction="descriptif" if known else "non établi",
        producer=origin.producer,
        status=origin.status,
        shown_in=origin.shown_in,
        value=float(row["value"]) if known else None,
    )
