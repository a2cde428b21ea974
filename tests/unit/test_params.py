"""Parameters: every scalar arrives as declared or is refused, with file and line."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from ffsu_eval.errors import ParameterError
from ffsu_eval.params import NotebookParameters, load_city
from ffsu_eval.params.generated import notebook_values, parameters_cell
from ffsu_eval.params.strict_yaml import read_yaml
from ffsu_eval.params.types import ClockTime, Date, Decimal, InseeCode, Integer, Text, YesNo

VALID = Path("params/saint-nazaire.yml").read_text(encoding="utf-8")


def load(tmp_path: Path, text: str | bytes) -> object:
    (tmp_path / "params").mkdir(exist_ok=True)
    path = tmp_path / "params" / "ville.yml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_city(tmp_path, "ville")


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (InseeCode, "01004", "01004"),
        (InseeCode, "08105", "08105"),
        (InseeCode, "2A004", "2A004"),
        (InseeCode, "2B033", "2B033"),
        (InseeCode, "97411", "97411"),
        (ClockTime, "22:30", "22:30"),
        (Text, "no", "no"),
        (Text, "1e5", "1e5"),
        (Text, "044184", "044184"),
        (Text, "2024-01-01", "2024-01-01"),
        (YesNo, "oui", True),
        (YesNo, "non", False),
        (Decimal, "12,5", 12.5),
        (Decimal, "12.5", 12.5),
        (Integer, "007", 7),
    ],
)
def test_scalar_arrives_as_declared(
    tmp_path: Path, kind: object, text: str, expected: object
) -> None:
    path = tmp_path / "x.yml"
    path.write_text(f"clé: {text}\n", encoding="utf-8")
    value = TypeAdapter(kind).validate_python(read_yaml(path, "x.yml").content["clé"])
    assert value == expected
    assert type(value) is type(expected)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Integer, "1e5"),
        (Integer, "1_000"),
        (Integer, "22:30"),
        (Integer, "no"),
        (Integer, "12,5"),
        (Decimal, "1_000"),
        (Decimal, "nan"),
        (Decimal, "inf"),
        (YesNo, "no"),
        (YesNo, "1"),
        (ClockTime, "24:00"),
        (ClockTime, "22h30"),
        (InseeCode, "1004"),
        (InseeCode, "044184"),
        (Date, "31/02/2023"),
        (Date, "2023"),
    ],
)
def test_scalar_of_another_type_is_refused(kind: object, text: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(text)


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("territory: saint-nazaire", "vile: saint-nazaire", 2, "clé inconnue « vile »"),
        (
            "comparator_count: 20",
            "comparator_cout: 20",
            22,
            "vouliez-vous dire « comparator_count »",
        ),
        ("comparator_count: 20", "comparator_count: 1e5", 22, "nombre entier attendu"),
        ("period_start: 2016", "period_start: 22:30", 14, "nombre entier attendu"),
        ("period_end: 2022", "period_start: 2016", 15, "clé « period_start » répétée"),
        ("contact: Forum", "contact: &a Forum", 4, "ancres et alias"),
        ("contact: Forum", "contact: *a", 4, "ancres et alias"),
        ("contact: Forum", "contact: !!python/object:os.system Forum", 4, "étiquettes YAML"),
        ("  evaluation:", "\tevaluation:", 11, "syntaxe YAML"),
        ("report_date: 30/09/2023", "report_date: demain", 13, "date attendue"),
        ("strategy_end: 2022", "strategy_end: 2012", 11, "doit précéder"),
        ("comparator_count: 20", "comparator_count: 2", 22, "valeur trop petite : au moins 5"),
        (
            "comparator_count: 20",
            "secrecy:\n      survey: 4",
            23,
            "secrecy.survey : valeur trop petite : au moins 5 attendu",
        ),
        (
            "comparator_count: 20",
            "secrecy: {dominance: 0.9}",
            22,
            "valeur trop grande : au plus 0.85",
        ),
        ("comparator_ratio: 1,5", "comparator_ratio: 9", 21, "valeur trop grande"),
        ("title: Évaluation", "title:\n    # Évaluation", 12, "texte attendu"),
    ],
)
def test_fault_names_file_line_and_reason(
    tmp_path: Path, old: str, new: str, line: int, words: str
) -> None:
    assert old in VALID
    with pytest.raises(ParameterError) as caught:
        load(tmp_path, VALID.replace(old, new, 1))
    assert any(
        message.startswith(f"params/ville.yml, ligne {line} :") and words in message
        for message in str(caught.value).splitlines()
    ), str(caught.value)


def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    text = VALID.replace("comparator_count: 20", "comparator_count: vingt").replace(
        "survey_wave", "survey_wav"
    )
    with pytest.raises(ParameterError) as caught:
        load(tmp_path, text)
    assert "comparator_count" in str(caught.value)
    assert "survey_wav" in str(caught.value)


@pytest.mark.parametrize("text", [b"", b"- a\n- b\n", b"\xff\xfe\x00", b"x: " + b"[" * 60])
def test_what_is_no_parameter_file_is_refused(tmp_path: Path, text: bytes) -> None:
    with pytest.raises(ParameterError):
        load(tmp_path, text)


def test_oversized_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="1 Mio"):
        load(tmp_path, VALID + "#" * 1024 * 1024)


def test_byte_order_mark_windows_lines_and_decomposed_accents_are_read(tmp_path: Path) -> None:
    import unicodedata

    text = unicodedata.normalize("NFD", VALID).replace("\n", "\r\n")
    city = load(tmp_path, b"\xef\xbb\xbf" + text.encode())
    assert city.engagements["evaluation"].title.startswith("Évaluation")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "city",
    [
        "../x",
        "/etc",
        "a/b",
        "a\\b",
        "..",
        "-rf",
        "",
        "\0",
        "x" * 300,
        "{pm}",
        "{ville.__class__}",
        "%s",
        "CON",
        "saint nazaire",
        "Saint-Nazaire",
        "ﬁ",
        "saint-nazaire.",
        "$(shell touch x)",
        '"; touch x; "',
        "saint-nazaire\n",
    ],
)
def test_city_outside_the_registry_is_refused(city: str) -> None:
    with pytest.raises(ParameterError, match="^CITY"):
        load_city(Path("."), city)


def test_near_miss_is_suggested() -> None:
    with pytest.raises(ParameterError, match="« saint-nazaire »"):
        load_city(Path("."), "saint-nazare")


def _values() -> dict[str, object]:
    asked = load_city(Path("."), "saint-nazaire").engagements["evaluation"]
    shared = asked.model_dump(include=set(NotebookParameters.model_fields))
    return {"city": "saint-nazaire", "engagement": "evaluation", **shared}


@given(
    city=st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8})?", fullmatch=True),
    wave=st.from_regex(r"[A-Za-z0-9_.\-]{1,40}", fullmatch=True),
    years=st.lists(st.integers(1990, 2100), min_size=4, max_size=4, unique=True).map(sorted),
    ratio=st.floats(1.01, 3),
)
def test_cell_executed_gives_back_the_parameters(
    city: str, wave: str, years: list[int], ratio: float
) -> None:
    years_by_name = dict(
        zip(("period_start", "strategy_start", "strategy_end", "period_end"), years, strict=True)
    )
    changed = (
        _values() | years_by_name | {"city": city, "survey_wave": wave, "comparator_ratio": ratio}
    )
    parameters = NotebookParameters.model_validate(changed)
    scope: dict[str, object] = {}
    exec(parameters_cell(parameters), scope)
    shown = notebook_values(parameters)
    read = {name: scope[name] for name in shown}
    assert NotebookParameters.model_validate(read) == parameters
    assert read == shown
