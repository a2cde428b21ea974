"""Items of evidence of a mission on radicalisation, with where each is shown."""

from ffsu_eval.evidence.items import Evidence, Family, quality
from ffsu_eval.french import NOT_APPLICABLE, SECRET, is_missing, number, of_total, percent
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.narrative.absent import gathered
from ffsu_eval.narrative.radicalisation.results import Radicalisation
from ffsu_eval.reference import labels
from ffsu_eval.rows import Row, rows

COMMUNES, SESSIONS, ASKED, PLAN = "Communes", "Formation", "Questionnaire", "Pilotes du plan"
RESOURCES = "Services d'accompagnement"
PLENTY = 100  # answers beyond which a share is precise enough


def items(chapter: Radicalisation) -> list[Evidence]:
    """Evidence of RAD01 to RAD13: what the data allow, part by part."""
    parts = (
        _coverage, _circuit, _training, _skills, _orientation, _feedback, _matrix, _equity,
        _evaluability, _scales,
    )  # fmt: skip
    return gathered(chapter, *parts)


def _coverage(chapter: Radicalisation) -> list[Evidence]:
    found, place = [], "tbl-couverture" if _alone(chapter) else "fig-couverture"
    for row in rows(chapter.coverage):
        if _alone(chapter):
            found.append(_of_one(chapter, row, f"RAD01:{row['item']}", row["label_fr"],
                                 ("en place", "absent"), "commune_setup", place))  # fmt: skip
            continue
        counted = f"{row['label_fr']} dans {_of(row['count'], row['n'], 'commune')}"
        silent = f", {number(row['n_missing'])} sans réponse" if row["n_missing"] else ""
        known = not is_missing(row["value"])
        people = (
            f", où vivent {percent(row['people'])} des habitants de ces communes" if known else ""
        )
        head = of_total(row["count"], row["n"]) if row["n"] else NOT_APPLICABLE
        found.append(
            _item(chapter, f"RAD01:{row['item']}", row["label_fr"], counted + silent + people, head,
                  "REC", COMMUNES, "commune_setup", place, row["value"],
                  coverage=_enough(row))
        )  # fmt: skip
    return found


def _circuit(chapter: Radicalisation) -> list[Evidence]:
    found = []
    for row in rows(chapter.circuit):
        what = (
            "circuit entier écrit"
            if row["step"] == WHOLE
            else f"étape « {row['label_fr'].lower()} » écrite"
        )
        if _alone(chapter):
            name = what.removesuffix(" écrite").removesuffix(" écrit")
            words = ("écrit", "non écrit") if row["step"] == WHOLE else ("écrite", "non écrite")
            found.append(_of_one(chapter, row, f"RAD11:{row['step']}", name, words, "circuit_steps",
                                 "fig-circuit"))  # fmt: skip
            continue
        text = f"{what} dans {_of(row['count'], row['n'], 'commune')}"
        head = of_total(row["count"], row["n"]) if row["n"] else NOT_APPLICABLE
        found.append(
            _item(chapter, f"RAD11:{row['step']}", what, text, head, "REC", COMMUNES, "circuit_steps",
                  "fig-circuit", row["value"], coverage=_enough(row))
        )  # fmt: skip
    return found


def _training(chapter: Radicalisation) -> list[Evidence]:
    families = labels("actor_families", "actor_family")
    bands = labels("population_bands", "band")
    found = []
    for row in rows(chapter.training):
        label = {**families, **bands, WHOLE: "tous métiers"}[row["item"]]
        known = not is_missing(row["value"])
        text = (
            f"{number(row['count'])} personnes formées sur {number(row['n'])} à former "
            f"({label[:1].lower()}{label[1:]}), soit {percent(row['value'])}"
            if known
            else f"formation non chiffrée ({label[:1].lower()}{label[1:]})"
        )
        found.append(
            _item(chapter, f"RAD02:{row['item']}", f"professionnels formés, {label.lower()}", text,
                  percent(row["value"]) if known else _sign(row), "REC", SESSIONS, "training_log",
                  "fig-formation", row["value"])
        )  # fmt: skip
    return found


def _skills(chapter: Radicalisation) -> list[Evidence]:
    told = (
        ("RAD03", chapter.procedure, "connaissent les trois éléments clés de la procédure"),
        ("RAD04", chapter.confidence, "se disent en confiance"),
        ("RAD13", chapter.stigma, "craignent de stigmatiser"),
    )
    found = []
    for indicator, frame, words in told:
        for row in rows(frame):
            who = chapter.professions.get(row["item"], "tous métiers")
            known = not is_missing(row["value"])
            text = (
                f"{number(row['count'])} professionnels sur {number(row['n'])} ({who}) {words}, soit "
                f"{percent(row['value'])}"
                if known
                else f"part des professionnels ({who}) qui {words} : non montrée"
            )
            found.append(
                _item(chapter, f"{indicator}:{row['item']}", f"{words}, {who}", text,
                      percent(row["value"]) if known else _sign(row), "SUR", ASKED,
                      "professional_answers", "fig-competences", row["value"],
                      precision=known and row["n"] >= PLENTY, n=row["n"])
            )  # fmt: skip
    return found


def _orientation(chapter: Radicalisation) -> list[Evidence]:
    found = []
    for row in rows(chapter.orientation):
        known = not is_missing(row["value"])
        what = (
            "toutes situations"
            if row["vignette_id"] == WHOLE
            else f"situation {row['vignette_id']}"
        )
        text = (
            f"{percent(row['value'])} d'orientations adaptées, {percent(row['under_share'])} trop basses "
            f"et {percent(row['over_share'])} trop élevées ({what}, n = {number(row['n'])})"
            if known
            else f"orientation non montrée ({what})"
        )
        found.append(
            _item(chapter, f"RAD05:{row['vignette_id']}", f"orientations adaptées, {what}", text,
                  percent(row["value"]) if known else _sign(row), "SUR", ASKED, "vignette_answers",
                  "fig-situations", row["value"], precision=known and row["n"] >= PLENTY, n=row["n"])
        )  # fmt: skip
    return found


def _feedback(chapter: Radicalisation) -> list[Evidence]:
    found = []
    for row in rows(chapter.feedback):
        known = not is_missing(row["value"])
        words = {
            "oui": "ont eu un retour",
            "parfois": "en ont eu un parfois",
            "non": "n'en ont eu aucun",
        }
        text = (
            f"{number(row['count'])} professionnels sur les {number(row['n'])} qui ont signalé "
            f"{words[row['item']]}, soit {percent(row['value'])}"
            if known
            else "retour d'information non montré, trop peu de professionnels ayant signalé"
        )
        found.append(
            _item(chapter, f"RAD08:{row['item']}", f"retour d'information : {row['item']}", text,
                  percent(row["value"]) if known else _sign(row), "SUR", ASKED,
                  "professional_answers", "tbl-retour", row["value"],
                  precision=known and row["n"] >= 30, n=row["n"])
        )  # fmt: skip
    return found


def _matrix(chapter: Radicalisation) -> list[Evidence]:
    frame = chapter.matrix
    gaps, total = int(frame["gap"].sum()), len(frame)
    text = f"{number(gaps)} cases vides sur {number(total)} entre publics et niveaux de prévention"
    found = [
        _item(chapter, "RAD06:ensemble", "cases sans action ni ressource", text, of_total(gaps, total),
              "DOC", PLAN, "action_scales", "fig-niveaux", gaps / total)
    ]  # fmt: skip
    for level in ("primaire", "secondaire", "tertiaire"):
        own = frame[frame["prevention_level"] == level]
        actions = int(own["actions"].sum())
        text = f"{_counted(actions, 'action')} de prévention {level}"
        found.append(
            _item(chapter, f"RAD06:{level}", f"prévention {level}", text, number(actions), "DOC", PLAN,
                  "action_scales", "fig-niveaux", float(actions))
        )  # fmt: skip
    return found


def _equity(chapter: Radicalisation) -> list[Evidence]:
    found = []
    kinds = labels("radicalisation_resources", "resource_type")
    for row in rows(chapter.equity):
        label = kinds.get(row["resource_type"], "toutes ressources")
        served = "commune dispose" if row["served"] < 2 else "communes disposent"
        hours = f"{number(row['value'], 1)} {_hours(row['value'])} par semaine"
        text = f"{hours} pour 10 000 habitants ({label})"
        if not _alone(chapter):
            text += f" ; {number(row['served'])} {served} d'une ressource sur {number(row['n'])}"
        spread = (
            f", avec un rapport de {number(row['ratio'], 1)} entre la plus et la moins dotée"
            if not is_missing(row["ratio"])
            else ""
        )
        head = f"{number(row['value'], 1)} h"
        found.append(
            _item(chapter, f"RAD07:{row['resource_type']}", f"heures pour 10 000 habitants, {label}",
                  text + spread, head, "REC", RESOURCES, "resources", "tbl-equite", row["value"])
        )  # fmt: skip
    return found


def _evaluability(chapter: Radicalisation) -> list[Evidence]:
    scores = chapter.evaluability["value"].astype(float)
    good = int((scores >= 4).sum())
    text = (
        f"au moins quatre des cinq éléments d'évaluation pour {_counted(good, 'action')} sur "
        f"{number(len(scores))}"
    )
    return [
        _item(chapter, "RAD09:ensemble", "actions évaluables", text, of_total(good, len(scores)), "DOC",
              PLAN, "actions", "tbl-actions-prevues", good / len(scores))
    ]  # fmt: skip


def _scales(chapter: Radicalisation) -> list[Evidence]:
    row = rows(chapter.scales[chapter.scales["action_id"] == WHOLE])[0]
    told = (
        (
            "RAD10",
            row["count"],
            "échelle et raison écrites",
            "dont l'échelle et la raison sont écrites",
        ),
        ("RAD12", row["reviewed_count"], "actions relues", "relue{s} pour éviter de stigmatiser"),
    )
    return [
        _item(chapter, f"{indicator}:ensemble", label,
              f"{_counted(count, 'action')} {words.format(s='s' if count > 1 else '')} sur "
              f"{number(row['n'])}",
              of_total(count, row["n"]), "DOC", PLAN, "actions", "tbl-echelles", count / row["n"])
        for indicator, count, label, words in told
    ]  # fmt: skip


def _counted(count: int, noun: str) -> str:
    return f"{number(count)} {noun}{'s' if count > 1 else ''}"


def _alone(chapter: Radicalisation) -> bool:
    """A territory of one commune: neither a share nor a number of communes makes sense."""
    return len(chapter.setup) == 1


def _of_one(
    chapter: Radicalisation, row: Row, name: str, label: str, words: tuple[str, str], dataset: str,
    place: str,
) -> Evidence:  # fmt: skip
    word = words[0] if row["count"] else words[1] if row["n"] else "sans réponse"
    return _item(chapter, name, label, f"{label} : {word}", word, "REC", COMMUNES, dataset, place,
                 row["value"])  # fmt: skip


def _enough(row: Row) -> bool:
    """At least four communes in five answered (convention of the project)."""
    return bool(5 * row["n"] >= 4 * (row["n"] + row["n_missing"]))


def _hours(value: float) -> str:
    return "heure" if value < 2 else "heures"


def _of(count: int, total: int, noun: str) -> str:
    return f"{_counted(count, noun)} sur {number(total)}"


def _sign(row: Row) -> str:
    return (
        SECRET
        if "secret" in str(row["caveat"]) or "moins de" in str(row["caveat"])
        else NOT_APPLICABLE
    )


def _item(
    chapter: Radicalisation, name: str, label: str, text: str, head: str, family: Family, producer: str,
    dataset: str, place: str, value: object, coverage: bool = True, precision: bool = True,
    n: object = None,
) -> Evidence:  # fmt: skip
    origin = chapter.mission.origin(producer, dataset, place)
    known = not is_missing(value)
    return Evidence(
        evidence_id=name,
        label_fr=label,
        statement_fr=text,
        headline_fr=head,
        family=family,
        quality=quality(
            coverage=coverage, stability=True, precision=precision and known,
            independence=family == "SUR",
        ),
        direction="descriptif" if known else "non établi",
        producer=origin.producer,
        status=origin.status,
        shown_in=origin.shown_in,
        value=float(value) if known else None,  # type: ignore[arg-type]
        n=None if n is None or is_missing(n) else int(n),  # type: ignore[call-overload]
    )  # fmt: skip
