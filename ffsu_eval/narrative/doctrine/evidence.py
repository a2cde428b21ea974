"""Items of evidence that a police service gives, with where each is shown.

The service keeps most of these data itself: they are not independent of what is judged.
"""

from ffsu_eval.evidence.items import Evidence, Family, quality
from ffsu_eval.french import NBSP, interval, is_missing, number, of_total, percent, signed
from ffsu_eval.indicators.doctrine.units import TOGETHER
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.indicators.incidents.base import SUPPRESSED
from ffsu_eval.narrative.absent import gathered
from ffsu_eval.narrative.doctrine.results import Doctrine
from ffsu_eval.narrative.doctrine.words import (
    BANDS_FR,
    FORCE_FR,
    IN_BAND,
    PRIORITIES_FR,
    SMALL_UNITS,
    TRAININGS_FR,
)
from ffsu_eval.rows import Row, lowered, rows

SERVICE, STATE, CITY = "Police municipale", "Police nationale", "Ville"
ASKED = "Personnes interrogées sur les missions"


def items(police: Doctrine) -> list[Evidence]:
    """Evidence of DOC01 to DOC15: what the data allow, part by part."""
    return gathered(
        police, _staff, _presence, _street, _initiative, _time, _arrivals, _mismatch, _load, _gaps,
        _convention, _trainings, _force, _complaints, _scenarios, _coverage,
    )  # fmt: skip


def _staff(police: Doctrine) -> list[Evidence]:
    found = []
    for row in rows(police.staffing):
        own = row["item"] == WHOLE
        text = f"{number(row['value'], 1)} équivalents temps plein pour 10{NBSP}000 habitants"
        label = "effectif" if own else "effectif des services comparés"
        found.append(_item(police, "DOC01", row["item"], label, text, number(row["value"], 1), row,
                           "pm_positions" if own else "pm_comparators", "tbl-effectif",
                           SERVICE if own else "Services comparés"))  # fmt: skip
    return found


def _presence(police: Doctrine) -> list[Evidence]:
    return [
        _share(police, "DOC02", row["unit"], f"présence effective, {_unit(police, row['unit'])}",
               "des heures prévues ont été assurées", row, "pm_shifts", "tbl-presence")
        for row in rows(police.presence)
    ]  # fmt: skip


def _unit(police: Doctrine, name: str) -> str:
    """« brigade de jour », « ensemble » for the whole service."""
    if name == WHOLE:
        return WHOLE
    return lowered(SMALL_UNITS if name == TOGETHER else police.units[name])


def _street(police: Doctrine) -> list[Evidence]:
    row = rows(police.street_share)[0]
    return [_share(police, "DOC03", WHOLE, "temps sur la voie publique",
                   "du temps d'activité sur la voie publique", row, "pm_activities",
                   "fig-temps")]  # fmt: skip


def _initiative(police: Doctrine) -> list[Evidence]:
    row = rows(police.initiative)[0]
    return [_share(police, "DOC04", WHOLE, "activités d'initiative",
                   "des activités non programmées à l'initiative des équipages", row,
                   "pm_activities", "tbl-initiative")]  # fmt: skip


def _time(police: Doctrine) -> list[Evidence]:
    return [
        _share(police, "DOC05", row["item"],
               f"temps passé : {lowered(police.labels.get(row['item'], 'autres missions'))}",
               "du temps d'activité", row, "pm_activities", "fig-temps")
        for row in rows(police.time_use)
        if row["item"] != WHOLE
    ]  # fmt: skip


def _arrivals(police: Doctrine) -> list[Evidence]:
    found = []
    for row in rows(police.arrivals):
        where = _where(police, row)
        if is_missing(row["value"]):
            found.append(_item(police, "DOC06", row["item"], f"délai d'arrivée, {where}", "", "", row,
                               "pm_calls", "fig-delais"))  # fmt: skip
            continue
        bounds = interval(row["ci_low"], row["ci_high"])
        text = (
            f"une arrivée en {number(row['value'])} minutes au plus pour la moitié des appels "
            f"{bounds} et {number(row['p90'])} minutes pour neuf sur dix"
        )
        head = f"{number(row['value'])} minutes"
        found.append(_item(police, "DOC06", row["item"], f"délai d'arrivée médian, {where}", text,
                           head, row, "pm_calls", "fig-delais"))  # fmt: skip
    return found


def _where(police: Doctrine, row: Row) -> str:
    if row["dimension"] == "priority":
        return PRIORITIES_FR[row["item"]]
    if row["dimension"] == "sector_id":
        return f"secteur {police.sectors.get(row['item'], row['item'])}"
    return IN_BAND.get(row["item"], "tous les appels")


def _mismatch(police: Doctrine) -> list[Evidence]:
    words = {"hour": ("heures", "des heures"), "sector_id": ("secteurs", "des secteurs")}
    found = []
    for row in rows(police.mismatch):
        item, of = words[row["dimension"]]
        known = not is_missing(row["value"])
        bounds = interval(_times(row["ci_low"]), _times(row["ci_high"]), 0, "%") if known else ""
        text = (
            f"un désajustement {of} de {percent(row['value'])} {bounds}, pour au plus "
            f"{percent(row['chance'])} par hasard"
        )
        place = "fig-heures" if item == "heures" else "fig-secteurs"
        found.append(_item(police, "DOC07", item, f"désajustement {of}", text,
                           percent(row["value"]), row, "pm_calls", place))  # fmt: skip
    return found


def _load(police: Doctrine) -> list[Evidence]:
    found = []
    for row in rows(police.workload):
        where = f"{BANDS_FR[row['item']]}" if row["item"] in BANDS_FR else "tous créneaux"
        bounds = interval(_times(row["ci_low"]), _times(row["ci_high"]), 0, "%")
        text = (
            f"une charge de {percent(row['value'])} {bounds} et {of_total(row['heavy'], row['slots'])} "
            f"créneaux au-dessus de 80{NBSP}%"
        )
        found.append(_item(police, "DOC08", row["item"], f"charge, {where}", text,
                           percent(row["value"]), row, "pm_calls", "tbl-charge"))  # fmt: skip
    return found


def _gaps(police: Doctrine) -> list[Evidence]:
    found = []
    for row in rows(police.gaps):
        if row["family"] != WHOLE:
            continue
        name = lowered(str(police.labels.get(row["mission_code"], row["mission_code"])))
        known = not is_missing(row["value"])
        text = (
            f"une importance de {number(row['importance'], 1)} sur 5 et une réalisation de "
            f"{number(row['current'], 1)} ({number(row['n'])} réponses)"
            if known
            else ""
        )
        found.append(_item(police, "DOC09", row["mission_code"], f"attente : {name}", text,
                           signed(row["value"], 1), row, "mission_expectations", "fig-attentes",
                           ASKED, "SUR", True))  # fmt: skip
    return found


def _convention(police: Doctrine) -> list[Evidence]:
    found = []
    for row in rows(police.convention):
        named = "ensemble" if row["theme"] == WHOLE else _slug(row["theme"])
        text = f"{of_total(row['count'], row['n'])} clauses vérifiées et respectées"
        found.append(_item(police, "DOC10", named, "clauses de la convention respectées", text,
                           of_total(row["count"], row["n"]), row, "convention_clauses",
                           "tbl-convention", CITY, "DOC"))  # fmt: skip
    return found


def _trainings(police: Doctrine) -> list[Evidence]:
    found = []
    for row in rows(police.trainings):
        unit = row["dimension"] == "unit"
        label = _unit(police, row["item"]) if unit else TRAININGS_FR.get(row["item"], WHOLE)
        known = not is_missing(row["value"])
        text = f"{of_total(row['count'], row['n'])} formations à jour" if known else ""
        name = row["item"] if row["item"] != TOGETHER else f"{row['dimension']}_{row['item']}"
        found.append(_item(police, "DOC11", name,
                           f"formations à jour, {lowered(label)}", text,
                           percent(row["value"]), row, "trainings", "tbl-formations"))  # fmt: skip
    return found


def _force(police: Doctrine) -> list[Evidence]:
    found = []
    for row in rows(police.force):
        if row["dimension"] != "quarter":
            what = lowered(FORCE_FR.get(row["item"], "tous usages"))
            found.append(_rate(police, "DOC12", row, f"usage de la force, {what}", "usages",
                               "interventions", "force_uses", "tbl-force"))  # fmt: skip
    return found


def _complaints(police: Doctrine) -> list[Evidence]:
    found = []
    for row in rows(police.complaints):
        if row["dimension"] != "motive":
            when = "toutes années" if row["item"] == WHOLE else row["item"]
            found.append(_rate(police, "DOC13", row, f"réclamations, {when}", "réclamations",
                               "contacts", "complaints", "tbl-reclamations"))  # fmt: skip
    return found


def _scenarios(police: Doctrine) -> list[Evidence]:
    found = []
    for row in rows(police.scenarios):
        covered = (
            f" pour {percent(row['covered'])} des appels d'aujourd'hui à une heure couverte"
            if not is_missing(row["covered"])
            else ""
        )
        text = f"{number(row['value'])}{NBSP}euros par heure de présence{covered}"
        found.append(_item(police, "DOC14", row["scenario_id"],
                           f"coût horaire : {lowered(row['label_fr'])}", text,
                           f"{number(row['value'])}{NBSP}€", row, "scenarios", "tbl-scenarios",
                           CITY))  # fmt: skip
    return found


def _coverage(police: Doctrine) -> list[Evidence]:
    found = []
    for row in rows(police.coverage):
        if row["item"] == WHOLE or row["item"] in BANDS_FR:
            where = IN_BAND.get(row["item"], "toutes heures")
            text = (
                f"{percent(row['value'])} des heures couvertes par l'une ou l'autre police, dont "
                f"{percent(row['municipal'])} par la police municipale"
            )
            found.append(_item(police, "DOC15", row["item"], f"couverture, {where}", text,
                               percent(row["value"]), row, "pn_presences", "fig-couverture",
                               STATE))  # fmt: skip
    return found


def _slug(theme: str) -> str:
    plain = theme.lower().translate(str.maketrans("éèêàçùô", "eeeacuo"))
    return "".join(letter if letter.isalnum() else "_" for letter in plain)


def _times(value: object) -> float | None:
    return None if is_missing(value) else 100 * float(value)  # type: ignore[arg-type]


def _share(
    police: Doctrine, indicator: str, item: str, label: str, of: str, row: Row, dataset: str,
    place: str,
) -> Evidence:  # fmt: skip
    bounds = interval(_times(row["ci_low"]), _times(row["ci_high"]), 0, "%")
    shown = f" {bounds}" if not is_missing(row["ci_low"]) else ""
    text = f"{percent(row['value'])} {of}{shown}"
    return _item(police, indicator, item, label, text, percent(row["value"]), row, dataset, place)


def _rate(
    police: Doctrine, indicator: str, row: Row, label: str, what: str, of: str, dataset: str,
    place: str,
) -> Evidence:  # fmt: skip
    bounds = interval(row["ci_low"], row["ci_high"], 1)
    text = f"{number(row['value'], 1)} {what} pour 10{NBSP}000 {of} {bounds}"
    name = row["item"]
    return _item(police, indicator, name, label, text, number(row["value"], 1), row, dataset, place)


def _item(
    police: Doctrine, indicator: str, item: str, label: str, text: str, headline: str, row: Row,
    dataset: str, place: str, producer: str = SERVICE, family: Family = "REC",
    independence: bool = False,
) -> Evidence:  # fmt: skip
    origin = police.mission.origin(producer, dataset, place)
    known = not is_missing(row["value"])
    secret = SUPPRESSED in str(row.get("caveat", ""))
    nothing = "une valeur non montrée" if secret else "une valeur non calculable"
    steady = not str(row.get("caveat", "")).startswith("fragile")
    low, high = row.get("ci_low"), row.get("ci_high")
    bounded = known and not is_missing(low)
    return Evidence(
        evidence_id=f"{indicator}:{item}",
        label_fr=label,
        statement_fr=text if known else nothing,
        headline_fr=headline if known else "///",
        family=family,
        quality=quality(
            coverage=known, stability=True, precision=known and steady, independence=independence
        ),
        direction="descriptif" if known else "non établi",
        producer=origin.producer,
        status=origin.status,
        shown_in=origin.shown_in,
        value=float(row["value"]) if known else None,
        ci_low=float(low) if bounded and low is not None else None,
        ci_high=float(high) if bounded and high is not None else None,
    )
