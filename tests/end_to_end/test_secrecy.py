"""Words that could identify somebody stop the report, or leave it masked, in every channel."""

import re
import shutil
from pathlib import Path

import pandas as pd
import pytest
import yaml

from ffsu_eval.disclosure.audit import audit, kept_texts
from ffsu_eval.disclosure.channels import leaks
from ffsu_eval.disclosure.channels_read import read_channels
from ffsu_eval.disclosure.texts import PRINTED, screened
from ffsu_eval.errors import DisclosureError

CITY = "saint-nazaire"
NAME, PHONE, MAIL = "Mme Sylvie Kermadec", "06 12 34 56 78", "s.kermadec@exemple.fr"


def data(project: Path) -> Path:
    return project / "data" / "demo" / CITY


def frames(**changes: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """A mission of two segments and one finding."""
    return {
        "segments": pd.DataFrame(
            {
                "segment_id": ["S1", "S2"],
                "interview_id": ["E1", "E2"],
                "sensitivity": ["ordinaire", "sensible"],
                "text_redacted": [
                    "Le soir, la place se vide.",
                    "Une affaire délicate de voisinage.",
                ],
            }
        ),
        "interviews": pd.DataFrame({"interview_id": ["E1", "E2"], "quote_level": ["C0", "C1"]}),
        "findings": pd.DataFrame({"finding_id": ["C1"], "text_fr": [f"Appeler le {PHONE}."]}),
    } | changes


def test_a_phone_is_masked_without_any_decision() -> None:
    shown, log = screened(frames(), "Ville-Exemple")
    assert shown["findings"]["text_fr"].tolist() == ["Appeler le [masqué]."]
    assert log["decision"].tolist() == ["masqué d'office"]
    assert PHONE not in log.to_csv()
    # the other texts are as they were
    assert (
        shown["segments"]["text_redacted"].tolist()
        == frames()["segments"]["text_redacted"].tolist()
    )


def test_a_name_without_decision_stops() -> None:
    named = frames(findings=pd.DataFrame({"finding_id": ["C1"], "text_fr": [f"{NAME} le dit."]}))
    with pytest.raises(DisclosureError) as caught:
        screened(named, "Ville-Exemple")
    assert "Kermadec" not in str(caught.value)
    assert "findings, C1, text_fr" in str(caught.value)


def test_what_is_kept_is_sought_everywhere(tmp_path: Path) -> None:
    secrets = kept_texts(frames(), "Ville-Exemple")
    assert set(secrets) == {
        PHONE, "Le soir, la place se vide.", "Une affaire délicate de voisinage.",
    }  # fmt: skip
    (tmp_path / "a.html").write_text("<p>Rien à voir</p>", encoding="utf-8")
    audit(tmp_path, secrets)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "b.csv").write_text("tel\n0612345678\n", encoding="utf-8")
    with pytest.raises(DisclosureError, match=r"data/b\.csv ; rien n'est publié") as caught:
        audit(tmp_path, secrets)
    assert "0612345678" not in str(caught.value)


def test_every_text_that_a_frame_prints_is_screened(published: Path) -> None:
    """A column of text that the gate admits is screened, or is an identifier or a closed list."""
    store = next((published.parents[1] / ".cache" / "store").iterdir())
    open_text = re.compile(r".* .* .*")
    missed = []
    for path in sorted(store.glob("*.parquet")):
        frame = pd.read_parquet(path)
        for column in frame.select_dtypes(include=["object", "string"]):
            long = frame[column].dropna().astype(str).str.fullmatch(open_text).any()
            keys, texts = PRINTED.get(path.stem, ((), ()))
            if long and column not in (*keys, *texts):
                missed.append(f"{path.stem}.{column}")
    assert sorted(missed) == sorted(NOT_SCREENED)


# names of places and organisations, tables of the producers, lists of identifiers
NOT_SCREENED = [
    "communes.epci_label",
    "comparison_criteria.label_fr",
    "comparison_pools.caveat",
    "logic_links.evidence",
    "organisations.label_fr",
]


def test_a_name_ends_with_code_six_and_leaves_the_previous_report(project: Path, cli) -> None:
    done = cli("report", CITY=CITY, FORMATS="html")
    assert done.returncode == 0, done.stderr
    before = (project / "reports" / CITY / "manifest.json").read_bytes()
    path = data(project) / "findings.yml"
    texts = yaml.safe_load(path.read_text(encoding="utf-8"))
    texts[0]["text_fr"] += f" {NAME} ({PHONE}, {MAIL}) le confirme."
    path.write_text(yaml.dump(texts, allow_unicode=True), encoding="utf-8")
    refused = cli("report", CITY=CITY, FORMATS="html")
    assert refused.returncode == 6
    assert f"findings, {texts[0]['finding_id']}, text_fr" in refused.stderr
    for secret in ("Kermadec", "06 12", "exemple.fr"):
        assert secret not in refused.stderr + refused.stdout
    assert (project / "reports" / CITY / "manifest.json").read_bytes() == before
    token = re.search(r"finding: (\S+)", refused.stderr)
    assert token
    (data(project) / "screening.yml").write_text(
        f"- finding: {token[1]}\n  decision: masquer\n  reason: personne nommée\n"
        "  by: responsable de l'étude\n  date: 01/10/2023\n",
        encoding="utf-8",
    )
    masked = cli("report", CITY=CITY, FORMATS="html,docx")
    assert masked.returncode == 0, masked.stderr
    channels = read_channels(project / "reports" / CITY)
    assert leaks(channels, ["Sylvie Kermadec", PHONE, MAIL]).empty
    assert not leaks(channels, ["[masqué]"]).empty
    shutil.rmtree(project / "reports")
