"""The demonstration data come from their generator, keep their layout and name nobody."""

import gzip
import json
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pandas as pd
import pytest
import yaml

ROOT = Path(__file__).parent.parent.parent
DEMO = ROOT / "data" / "demo"
CITY = DEMO / "saint-nazaire"
CITIES = sorted(path.parent.name for path in DEMO.glob("*/truths.yml"))
FILES = sorted(path for city in CITIES for path in (DEMO / city).rglob("*") if path.is_file())

COLUMNS = {
    "recorded_crime": "CODGEO_2022;annee;classe;unité.de.compte;valeur.publiée;faits;tauxpourmille;"
    "complementinfoval;complementinfotaux;POP;millPOP;LOG;millLOG",
    "recorded_crime_departement": "classe;annee;Code.département;Code.région;unité.de.compte;millPOP;"
    "millLOG;faits;POP;LOG;tauxpourmille",
    "communes": "commune_code;label_fr;departement;departement_label;epci_code;epci_label;population;"
    "current_code",
    "survey_waves": "wave_id;population;mode;field_start;field_end;invited;frame_desc;"
    "probability_sample",
    "survey_strata": "wave_id;stratum;label_fr;invited;declined",
    "survey_margins": "wave_id;variable;category;target_total",
    "survey_items": "item_id;text_fr;scale_id;construct;theme;theme_label_fr;source;"
    "source_verified",
    "interviews": "interview_id;date;actor_family;macro_family;org_type;duration_min;mode;"
    "quote_level;recorded",
    "codebook": "code_id;parent_id;label_fr;definition;include_rule;exclude_rule;version",
    "segments": "segment_id;interview_id;document_id;position;text_redacted;sensitivity",
    "codings": "segment_id;code_id;coder_id;valence;round",
    "documents": "document_id;title;type;producer;date;perimeter;confidentiality;requested_on;"
    "received_on;sha256;reliability;refused_on",
    "objectives": "objective_id;strategy_id;axis_code;axis_label_fr;label_fr;parent_id;policy_ref",
    "actions": "action_id;objective_id;title_fr;pilot_org_id;target_public;prevention_level;"
    "planned_start;planned_end;status;budget_planned;budget_spent;funding;output_indicator;"
    "indicator_source;target_value;achieved_value;beneficiaries;beneficiaries_qpv;actual_end",
    "baselines": "objective_id;indicator_id;label_fr;unit;value;date;target_value;target_date;"
    "achieved_value;achieved_date;source",
    "organisations": "org_id;label_fr;actor_family;college",
    "meetings": "meeting_id;instance_type;theme;date;held;duration_min;minutes_date",
    "attendance": "meeting_id;org_id;convened;present;rank",
    "decisions": "decision_id;meeting_id;label_fr;owner_org_id;due_date;done_date;status",
    "policy_events": "event_id;date;label_fr;type",
    "quartiers": "territory_id;label_fr;level;population;dwellings;qpv_pop_share;cells_250m",
    "source_coverage": "source_org_id;month;territory_id;months_reported;exposure_value;"
    "exposure_unit",
    "local_incidents": "incident_id;source_org_id;source_type;ts_start;ts_end;ts_precision;"
    "territory_id;place_type;grid_cell_250m;category_code;severity;origin;"
    "outcome_code;complaint_filed;duration_min;duplicate_of;responded_at",
    "legal_checks": "requirement_id;status;date;document_id;comment_fr",
    "workshops": "workshop_id;label_fr;date;weight_gravite;weight_frequence;"
    "weight_evolution;weight_prise_locale;weight_faisabilite",
    "workshop_items": "workshop_id;item_id;label_fr",
    "workshop_votes": "workshop_id;participant_code;macro_family;item_id;criterion;score;round",
}
RESPONDENT = [
    "resp_id", "wave_id", "stratum", "time_slot", "seniority", "finished", "psu", "base_weight",
    "answered_on", "sex", "age_band", "tenure",
]  # fmt: skip
FIELDS = {
    "findings": ["finding_id", "eq_id", "text_fr", "direction", "evidence"],
    "conclusions": ["conclusion_id", "eq_id", "text_fr", "findings"],
    "recommendations": ["reco_id", "text_fr", "owner", "delay", "cost_class", "success_indicator",
                        "conclusions", "priority"],
    "truths": ["id", "statement_fr", "indicator", "expectation"],
}  # fmt: skip

# what only some findings have: a theme, a link of the logic model
OPTIONAL = {"findings": {"theme_fr", "link_id"}}

CITED = re.compile(r"\{([^}]*)\}")
# what no field file may hold: e-mail, telephone, web address, civil title, address with a number
NOMINATIVE = {
    "courriel": re.compile(r"[\w.+-]+@[\w-]+\.\w+"),
    "téléphone": re.compile(r"(?<![\w,.])(?:\+33 ?|0)[1-9](?:[ .-]?\d{2}){4}(?![\w,])"),
    "site": re.compile(r"https?:|www\."),
    "civilité": re.compile(r"\b(?:M\.|Mme|Mlle|Monsieur|Madame|Docteur|Maître) "),
    "adresse": re.compile(r"\b\d+(?: bis| ter)?,? (?:rue|avenue|boulevard|place|allée) ", re.I),
}
# capitals that a redacted sentence may hold elsewhere than at its beginning
CAPITALS = {"État", "CLSPD"}
CAUSAL = re.compile(r"\b(?:a|ont) (?:permis|réduit|fait baisser)\b|\bgrâce (?:à|au)", re.I)


def read(name: str) -> pd.DataFrame:
    return pd.read_csv(CITY / f"{name}.csv", sep=";", dtype=str, keep_default_na=False)


def entries(name: str) -> list[dict]:
    return yaml.safe_load((CITY / f"{name}.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder that the generator has just written, all cities."""
    folder = tmp_path_factory.mktemp("engendré")
    command = [sys.executable, "-m", "data.demo.generate", "--out", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return folder


def _bytes(folder: Path) -> dict[str, bytes]:
    """Content of every file of a folder and of its own folders, by relative path."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_generator_writes_every_city(generated: Path) -> None:
    assert sorted(path.name for path in generated.iterdir()) == CITIES


@pytest.mark.parametrize("city", CITIES)
def test_generator_gives_the_same_bytes(city: str, generated: Path) -> None:
    made, kept = _bytes(generated / city), _bytes(DEMO / city)
    assert sorted(made) == sorted(kept)
    assert [name for name in made if made[name] != kept[name]] == []


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_of_tables(name: str) -> None:
    assert (CITY / f"{name}.csv").read_text(encoding="utf-8").splitlines()[0] == COLUMNS[name]


def test_columns_of_answers_are_the_items() -> None:
    assert list(read("survey_responses")) == RESPONDENT + read("survey_items")["item_id"].tolist()


@pytest.mark.parametrize("name", FIELDS)
def test_fields_of_lists(name: str) -> None:
    optional = OPTIONAL.get(name, set())
    asked = {tuple(field for field in entry if field not in optional) for entry in entries(name)}
    assert asked == {tuple(FIELDS[name])}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(DEMO)))
def test_no_nominative_pattern(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [word for word, pattern in NOMINATIVE.items() if pattern.search(text)] == []


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("courriel", "écrire à accueil@exemple.fr"),
        ("téléphone", "appeler le 02 40 00 00 00"),
        ("site", "voir www.exemple.fr"),
        ("civilité", "selon Mme Untel"),
        ("adresse", "au 12 bis rue Neuve"),
    ],
)
def test_nominative_patterns_do_catch(word: str, text: str) -> None:
    assert NOMINATIVE[word].search(text)


@pytest.mark.parametrize("city", CITIES)
def test_segments_hold_no_proper_noun(city: str) -> None:
    texts = pd.read_csv(DEMO / city / "segments.csv", sep=";", dtype=str)["text_redacted"]
    inside = texts.str.replace(r"^\S+|(?<=[.!?] )\S+", "", regex=True)
    found = {word for text in inside for word in re.findall(r"\b[A-ZÀ-Ý]\w*", text)}
    assert found <= CAPITALS


def test_segments_never_say_the_same_twice() -> None:
    assert read("segments")["text_redacted"].is_unique


def _known_items() -> dict[str, set[str]]:
    """Items that an evidence identifier may name, by indicator."""
    reference = pd.read_csv(ROOT / "data/reference/ssmsi_indicators.csv", sep=";", dtype=str)
    items, crime = read("survey_items"), set(reference["indicator_id"])
    themes = {c: set(group["theme"]) for c, group in items.groupby("construct")}
    codes, axes = set(read("codebook")["code_id"]), set(read("objectives")["axis_code"])
    whole = {"ensemble"}
    return {
        "REC02": crime,
        "REC03": crime,
        "REC04": crime,
        "REC05": crime,
        "REC08": crime,
        "SUR01": themes["insecurity"],
        "SUR02": themes["frequency"],
        "SUR03": themes["evolution"],
        "SUR04": themes["nuisance"],
        "SUR05": themes["effectiveness"],
        "SUR08": whole,
        "QUA01": codes,
        "QUA02": codes,
        "GOV01": set(read("meetings")["instance_type"]),
        "GOV02": whole | set(read("organisations")["college"]),
        **dict.fromkeys(("GOV03", "GOV04", "GOV05", "ACT01", "ACT03", "ACT05", "ACT06"), whole),
        "ACT02": whole | axes,
        "ACT04": {"mediane"} | set(read("actions")["action_id"]),
        "EVA01": set(read("objectives")["objective_id"]),
        "EVA02": whole,
        "PIE": set(read("documents")["document_id"]),
    }


def test_evidence_cited_exists() -> None:
    known = _known_items()
    for finding in entries("findings"):
        assert finding["evidence"], finding["finding_id"]
        for identifier in finding["evidence"]:
            indicator, _, item = identifier.partition(":")
            assert item in known[indicator], f"{finding['finding_id']} : {identifier}"


def test_figures_of_findings_are_computed_never_typed() -> None:
    for finding in entries("findings"):
        assert set(CITED.findall(finding["text_fr"])) <= set(finding["evidence"])
        words = CITED.sub("", finding["text_fr"])
        assert set(re.findall(r"\d+(?:-\d+)?", words)) <= {"2018", "2020", "2022", "12-17"}
    for name in ("conclusions", "recommendations"):
        assert not CITED.search(" ".join(entry["text_fr"] for entry in entries(name)))


def test_no_causal_verb_in_what_the_analyst_writes() -> None:
    for name in ("findings", "conclusions", "recommendations"):
        for entry in entries(name):
            assert not CAUSAL.search(entry["text_fr"]), entry


def test_chain_from_findings_to_recommendations_is_whole() -> None:
    questions = pd.read_csv(ROOT / "data/reference/evaluation_questions.csv", sep=";")["eq_id"]
    asked = set(questions[questions.str.startswith("EVA-")])
    findings = {entry["finding_id"]: entry["eq_id"] for entry in entries("findings")}
    conclusions = entries("conclusions")
    assert set(findings.values()) == {c["eq_id"] for c in conclusions} == asked
    assert {f for c in conclusions for f in c["findings"]} == set(findings)
    for conclusion in conclusions:
        assert {findings[f] for f in conclusion["findings"]} == {conclusion["eq_id"]}
    advised = {k for entry in entries("recommendations") for k in entry["conclusions"]}
    assert advised <= {c["conclusion_id"] for c in conclusions}


@pytest.mark.parametrize(
    ("name", "place"),
    [("recorded_crime", "CODGEO_2022"), ("recorded_crime_departement", "Code.département")],
)
def test_violence_is_the_sum_of_its_parts(name: str, place: str) -> None:
    crime = read(name)
    counts = crime.assign(faits=pd.to_numeric(crime["faits"])).pivot_table(
        index=[place, "annee"], columns="classe", values="faits"
    )
    whole = "Coups et blessures volontaires"
    parts = counts[f"Autres {whole.lower()}"] + counts[f"{whole} intrafamiliaux"]
    assert (counts[whole] == parts).all()


def test_invented_communes_say_so() -> None:
    communes = read("communes").set_index("commune_code")
    crime = read("recorded_crime")
    assert communes["epci_label"].str.contains(" fictive ").all()
    invented = communes.drop("44184")
    assert invented.index.str.startswith("99").all()
    assert invented["label_fr"].str.endswith("-Fictive").all()
    merged = invented[invented["current_code"] != ""]
    assert set(communes.index) - set(merged.index) == set(crime["CODGEO_2022"])
    # a code that has merged is given the place of the commune that it is part of
    place = ["departement", "departement_label", "epci_code", "epci_label"]
    home = communes.loc[merged["current_code"], place]
    assert len(merged) == 1
    assert (merged[place].to_numpy() == home.to_numpy()).all()


def test_no_invented_name_is_real(external: Path) -> None:
    with gzip.open(external / "geo" / "communes.json.gz") as file:
        entries_there = json.load(file)
    names = {_bare(entry["nom"]) for entry in entries_there}
    assert _bare("Aubréville") in names
    invented = read("communes").set_index("commune_code")["label_fr"].drop("44184")
    found = {_bare(name.removesuffix("-Fictive")) for name in invented}
    assert found & names == set()
    assert set(invented.index) & {entry["code"] for entry in entries_there} == set()


def _bare(name: str) -> str:
    """A name without case nor accents."""
    return unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()


def test_unpublished_cells_hold_no_value() -> None:
    crime = read("recorded_crime")
    hidden = crime["valeur.publiée"] == "ndiff"
    assert hidden.any()
    assert (crime.loc[hidden, ["faits", "tauxpourmille"]] == "").to_numpy().all()
    assert (crime.loc[~hidden, ["complementinfoval", "complementinfotaux"]] == "").to_numpy().all()


@pytest.mark.parametrize("city", CITIES)
def test_readme_tells_every_truth(city: str) -> None:
    readme = " ".join((DEMO / "README.md").read_text(encoding="utf-8").split())
    truths = yaml.safe_load((DEMO / city / "truths.yml").read_text(encoding="utf-8"))
    for truth in truths:
        assert f"| {truth['id']} | {truth['statement_fr']} |" in readme
