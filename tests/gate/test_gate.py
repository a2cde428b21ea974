"""The gate refuses every spoilt file by a named rule, all faults at once, and repeats no value."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ffsu_eval.errors import GateRefusal
from ffsu_eval.gate.passage import examine, pass_gate
from ffsu_eval.gate.verdict import Verdict
from ffsu_eval.mission import request
from ffsu_eval.params import load_city
from ffsu_eval.run.pages import write_verdict_page
from ffsu_eval.territories import territory

CITY = "saint-nazaire"
SURVEY = "survey_responses.csv"


def demo(project: Path) -> Path:
    return project / "data" / "demo" / CITY


def verdict_of(project: Path) -> Verdict:
    city = load_city(project, CITY)
    asked = city.engagements["evaluation"]
    return examine(request(project, CITY, "evaluation", asked, territory(city.territory)))[0]


def edit(path: Path, change: Callable[[list[str]], list[str]]) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(change(lines)) + "\n", encoding="utf-8")


def replace_cell(path: Path, line: int, column: str, value: str) -> None:
    def change(lines: list[str]) -> list[str]:
        header, cells = lines[0].split(";"), lines[line - 1].split(";")
        assert len(header) == len(cells), "cellule entre guillemets : choisir une autre ligne"
        cells[header.index(column)] = value
        return [*lines[: line - 1], ";".join(cells), *lines[line:]]

    edit(path, change)


def drop_column(path: Path, column: str) -> None:
    def change(lines: list[str]) -> list[str]:
        place = lines[0].split(";").index(column)
        rows = [line.split(";") for line in lines]
        return [";".join(row[:place] + row[place + 1 :]) for row in rows]

    edit(path, change)


def test_demonstration_data_are_accepted(project: Path) -> None:
    verdict = verdict_of(project)
    assert verdict.messages == []
    assert {dataset.status for dataset in verdict.datasets} == {"démonstration"}


def test_spoilt_survey_has_every_fault_named_at_once(project: Path) -> None:
    """A column missing, an answer out of scale, a respondent twice, in cp1252, all in one file."""
    path = demo(project) / SURVEY
    replace_cell(path, 5, "q_fear_eve", "9")
    edit(path, lambda lines: [*lines, lines[1]])
    drop_column(path, "q_fear_day")
    path.write_bytes(
        path.read_text(encoding="utf-8").replace("VILLE_PM", "VILLÉ_PM").encode("cp1252")
    )
    verdict = verdict_of(project)
    messages = "\n".join(verdict.messages)
    last = len(path.read_bytes().splitlines())
    assert f"{SURVEY}, colonne q_fear_day : colonne obligatoire" in messages
    assert f"{SURVEY}, colonne q_fear_eve, ligne 5 : valeur hors de la liste admise" in messages
    assert f"{SURVEY}, colonne resp_id, lignes 2 et {last} : clé répétée" in messages
    assert re.search(
        r"colonne stratum, lignes? .* : valeur absente de .*survey_strata.csv", messages
    )
    assert any("Windows-1252" in notice for notice in verdict.notices)
    city = load_city(project, CITY)
    asked = city.engagements["evaluation"]
    with pytest.raises(GateRefusal, match="colonne obligatoire"):
        pass_gate(request(project, CITY, "evaluation", asked, territory(city.territory)))


def test_cp1252_semicolon_and_comma_give_the_same_frames(project: Path) -> None:
    reference = verdict_of(project)
    path = demo(project) / "documents.csv"
    text = path.read_text(encoding="utf-8")
    path.write_bytes(text.encode("cp1252"))
    verdict = verdict_of(project)
    assert verdict.success
    assert [n for n in verdict.notices if "Windows-1252" in n]
    assert not [n for n in reference.notices if "Windows-1252" in n]


MUTATIONS: dict[str, tuple[Callable[[Path], None], str]] = {
    "colonne absente": (lambda d: drop_column(d / "interviews.csv", "mode"), "colonne obligatoire"),
    "colonne inconnue": (
        lambda d: edit(d / "interviews.csv", lambda x: [x[0] + ";nom", *[y + ";x" for y in x[1:]]]),
        "colonne inconnue",
    ),
    "clé répétée": (lambda d: edit(d / "organisations.csv", lambda x: [*x, x[1]]), "clé répétée"),
    "deux lignes d'en-tête": (
        lambda d: edit(d / "meetings.csv", lambda x: [x[0], *x]),
        "hors de la liste admise",
    ),
    "ligne trop courte": (
        lambda d: edit(d / "meetings.csv", lambda x: [*x, "M99;pleniere"]),
        "cellules au lieu de",
    ),
    "fichier vide": (lambda d: (d / "segments.csv").write_text(""), "fichier vide"),
    "en-tête seul": (
        lambda d: edit(d / "policy_events.csv", lambda x: x[:1]),
        "au moins une ligne",
    ),
    "fichier absent": (lambda d: (d / "codings.csv").unlink(), "fichier absent"),
    "date impossible": (
        lambda d: replace_cell(d / "meetings.csv", 3, "date", "31/02/2018"),
        "date attendue",
    ),
    "date à l'anglaise": (
        lambda d: replace_cell(d / "meetings.csv", 3, "date", "12/31/2018"),
        "date attendue",
    ),
    "nombre en lettres": (
        lambda d: replace_cell(d / "survey_waves.csv", 2, "invited", "deux cents"),
        "nombre entier",
    ),
    "hors bornes": (
        lambda d: replace_cell(d / "interviews.csv", 3, "duration_min", "4000"),
        "hors des bornes",
    ),
    "modalité inconnue": (
        lambda d: replace_cell(d / "interviews.csv", 4, "quote_level", "C9"),
        "hors de la liste",
    ),
    "famille mal rattachée": (
        lambda d: (
            replace_cell(d / "interviews.csv", 2, "macro_family", "SOCIETE_CIVILE")
            if "SOCIETE_CIVILE" not in (d / "interviews.csv").read_text().splitlines()[1]
            else replace_cell(d / "interviews.csv", 2, "macro_family", "ELUS_VILLE")
        ),
        "grande famille différente",
    ),
    "renvoi inexistant": (
        lambda d: replace_cell(d / "codings.csv", 2, "code_id", "inconnu"),
        "valeur absente de",
    ),
    "présent sans rang": (
        lambda d: replace_cell(d / "attendance.csv", 2, "rank", ""),
        "rang donné si et seulement si",
    ),
    "fin avant début": (
        lambda d: replace_cell(d / "actions.csv", 2, "planned_end", "01/01/1999"),
        "fin prévue avant",
    ),
    "cible égale à la base": (
        lambda d: replace_cell(d / "baselines.csv", 2, "target_value", "14,2"),
        "cible égale",
    ),
    "acteurs de proximité dits probabilistes": (
        lambda d: replace_cell(d / "survey_waves.csv", 2, "probability_sample", "oui"),
        "n'est pas un échantillon probabiliste",
    ),
    "année intervertie": (
        lambda d: edit(
            d / "recorded_crime.csv", lambda x: [x[0], x[1].replace(";16;", ";17;", 1), *x[2:]]
        ),
        "donnés deux fois",
    ),
    "virgule décalée": (
        lambda d: edit(d / "recorded_crime.csv", _shift_rate),
        "taux publié différent",
    ),
    "ndiff avec un nombre": (
        lambda d: edit(
            d / "recorded_crime.csv", lambda x: [y.replace(";ndiff;;", ";ndiff;3;") for y in x]
        ),
        "nombre donné si et seulement si",
    ),
    "en-tête SSMSI changé": (
        lambda d: edit(
            d / "recorded_crime.csv", lambda x: [x[0].replace("faits", "total"), *x[1:]]
        ),
        "colonne obligatoire",
    ),
    "indicateur inconnu": (
        lambda d: edit(
            d / "recorded_crime.csv",
            lambda x: [x[0], *[y.replace("Vols avec armes", "Vols armés") for y in x[1:]]],
        ),
        "hors de la liste admise",
    ),
    "constat sans preuve": (
        lambda d: edit(d / "findings.yml", _without_first_evidence),
        "liste attendue, non vide",
    ),
    "preuve mal formée": (
        lambda d: (d / "findings.yml").write_text(
            (d / "findings.yml")
            .read_text(encoding="utf-8")
            .replace("- SUR01:soiree", "- soirée", 1),
            encoding="utf-8",
        ),
        "forme non admise",
    ),
    "constat inexistant": (
        lambda d: (d / "conclusions.yml").write_text(
            (d / "conclusions.yml").read_text(encoding="utf-8").replace("- C1\n", "- C999\n", 1),
            encoding="utf-8",
        ),
        "valeur absente de",
    ),
    "fichier binaire": (
        lambda d: (d / "documents.csv").write_bytes(b"PK\x03\x04\x00\x00"),
        "octets nuls",
    ),
    "guillemet ouvert": (
        lambda d: edit(d / "organisations.csv", lambda x: [*x, '"ORG99;x;ASSO;ville']),
        "guillemets",
    ),
}


def _shift_rate(lines: list[str]) -> list[str]:
    header = lines[0].split(";")
    place = header.index("tauxpourmille")
    for number, line in enumerate(lines[1:], 1):
        cells = line.split(";")
        if cells[place] and float(cells[place].replace(",", ".")) > 0:
            cells[place] = str(float(cells[place].replace(",", ".")) * 10).replace(".", ",")
            return [*lines[:number], ";".join(cells), *lines[number + 1 :]]
    raise AssertionError("aucun taux publié")


def _without_first_evidence(lines: list[str]) -> list[str]:
    start = next(i for i, line in enumerate(lines) if line.strip() == "evidence:")
    end = start + 1
    while lines[end].startswith("    - "):
        end += 1
    return [*lines[:start], "  evidence: []", *lines[end:]]


@pytest.mark.parametrize("name", MUTATIONS)
def test_mutation_is_caught_by_its_rule(project: Path, name: str) -> None:
    spoil, rule = MUTATIONS[name]
    spoil(demo(project))
    verdict = verdict_of(project)
    assert not verdict.success
    assert any(rule in message for message in verdict.messages), verdict.messages[:5]


def test_verdict_repeats_no_value(project: Path) -> None:
    """Words placed in every free-text cell appear neither in the verdict nor on its page."""
    for name, column in (
        ("interviews.csv", "mode"),
        ("interviews.csv", "quote_level"),
        ("survey_responses.csv", "q_fear_eve"),
        ("meetings.csv", "date"),
    ):
        replace_cell(demo(project) / name, 3, column, "Zébulon Ducreux")
    verdict = verdict_of(project)
    page = project / "page.html"
    write_verdict_page(verdict, "Saint-Nazaire", page, project)
    assert not verdict.success
    for text in (verdict.to_json(), page.read_text(encoding="utf-8"), "\n".join(verdict.messages)):
        assert "Ducreux" not in text


def test_verdict_is_bound_to_the_data_and_round_trips(project: Path) -> None:
    first = verdict_of(project)
    assert Verdict.from_json(first.to_json()) == first
    replace_cell(demo(project) / "meetings.csv", 3, "duration_min", "95")
    assert verdict_of(project).fingerprint != first.fingerprint


def test_data_changed_after_the_verdict_are_refused(project: Path) -> None:
    city = load_city(project, CITY)
    asked = request(
        project, CITY, "evaluation", city.engagements["evaluation"], territory(city.territory)
    )
    fingerprint = pass_gate(asked).verdict.fingerprint
    replace_cell(demo(project) / "meetings.csv", 3, "duration_min", "95")
    with pytest.raises(GateRefusal, match="ont changé"):
        pass_gate(asked, fingerprint)


def test_private_data_take_precedence_as_a_whole(project: Path) -> None:
    private = project / "data" / "private" / CITY
    shutil.copytree(demo(project), private)
    (private / "survey_waves.csv").unlink()
    verdict = verdict_of(project)
    assert {dataset.status for dataset in verdict.datasets} == {"terrain"}
    assert any("survey_waves.csv : fichier absent" in message for message in verdict.messages)
