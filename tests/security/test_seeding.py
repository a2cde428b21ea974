"""A name, a telephone and an office-holder's words seeded in the data leave by no channel.

And each channel is one that the last look does read: a leak there stops the publication.
"""

import base64
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
import yaml
from docx import Document

from ffsu_eval.disclosure import audit as last_look
from ffsu_eval.disclosure.audit import audit
from ffsu_eval.disclosure.channels import leaks
from ffsu_eval.disclosure.channels_read import read_channels
from ffsu_eval.disclosure.ledger import ledger_path, previous_release
from tests.conftest import Command

CITY = "saint-nazaire"
NAME, PHONE = "Mme Sylvie Kermadec", "06 12 34 56 78"
OFFICE = "le procureur"
WORDS = f"Comme {OFFICE} me l'a dit, je classerai toutes ces plaintes sans suite."
SECRETS = ("Sylvie Kermadec", PHONE, "je classerai toutes ces plaintes")


def seed(data: Path) -> None:
    """The three in what a report prints most: a finding, a quote, an action, a document."""
    findings = yaml.safe_load((data / "findings.yml").read_text(encoding="utf-8"))
    findings[0]["text_fr"] += f" {NAME} le confirme ({PHONE})."
    (data / "findings.yml").write_text(yaml.dump(findings, allow_unicode=True), encoding="utf-8")
    segments = pd.read_csv(data / "segments.csv", sep=";", dtype="string", encoding="utf-8-sig")
    interviews = pd.read_csv(data / "interviews.csv", sep=";", dtype="string", encoding="utf-8-sig")
    refused = interviews.loc[interviews["quote_level"] == "C0", "interview_id"]
    words = segments["interview_id"].isin(refused).to_numpy().nonzero()[0]
    segments.loc[words[0], "text_redacted"] = WORDS
    quotable = segments.index[~segments["interview_id"].isin(refused)]
    segments.loc[quotable[0], "text_redacted"] += f" Rappeler {NAME}, {PHONE}."
    segments.to_csv(data / "segments.csv", sep=";", index=False, encoding="utf-8-sig")
    documents = pd.read_csv(data / "documents.csv", sep=";", dtype="string", encoding="utf-8-sig")
    documents.loc[0, "title"] += f" (contact : {PHONE})"
    documents.to_csv(data / "documents.csv", sep=";", index=False, encoding="utf-8-sig")


def test_seeded_secrets_leave_by_no_channel(project: Path, cli: Command) -> None:
    data = project / "data" / "demo" / CITY
    seed(data)
    refused = cli("report", CITY=CITY, FORMATS="html,docx")
    assert refused.returncode == 6, refused.stderr
    assert not any(secret in refused.stderr + refused.stdout for secret in SECRETS)
    tokens = [
        line.split("finding: ")[1].strip()
        for line in refused.stderr.splitlines()
        if "finding: T" in line
    ]
    assert len(tokens) >= 3
    decisions = [
        {"finding": token, "decision": "masquer", "reason": "personne reconnaissable",
         "by": "responsable de l'étude", "date": "01/10/2023"}
        for token in tokens
    ]  # fmt: skip
    (data / "screening.yml").write_text(yaml.dump(decisions, allow_unicode=True), encoding="utf-8")
    done = cli("report", CITY=CITY, FORMATS="html,docx")
    assert done.returncode == 0, done.stderr
    folder = project / "reports" / CITY
    channels = read_channels(folder)
    kinds = {Path(name.split("!")[0]).suffix for name in channels}
    assert {".html", ".docx", ".ipynb", ".csv", ".json"} <= kinds
    assert leaks(channels, SECRETS).empty
    # the passages were there to be printed, and the mask stands for them
    assert not leaks(channels, ["[masqué]"]).empty
    assert not any(secret in done.stderr + done.stdout for secret in SECRETS)
    # what the release printed is beside it, for the next one, and no withheld number with it
    ledger = previous_release(folder, "evaluation")
    assert {"incidents", "entretiens"} <= set(ledger)
    log = pd.read_csv(folder / "data" / "evaluation-tbl-secret.csv", sep=";", dtype="string")
    withheld = [n for of in ledger.values() for n, v in of[-1].values.items()
                if v is None and n not in of[-1].unprintable]  # fmt: skip
    assert len(withheld) >= len(log)
    shutil.rmtree(project / "reports")


def html(body: str) -> str:
    return f"<!doctype html><html><body>{body}</body></html>"


def notebook(**data: object) -> str:
    cell = {"cell_type": "code", "source": [], "outputs": [{"data": data}], "metadata": {}}
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4})


def drawn(secret: str) -> str:
    svg = f"<svg><path d='M 0 0 L 1 1'/><g><text>{secret}</text></g></svg>"
    return base64.b64encode(svg.encode()).decode()


def word(path: Path, secret: str) -> None:
    document = Document()
    document.add_table(1, 1).cell(0, 0).text = secret
    document.save(str(path))


CHANNELS: dict[str, Callable[[Path, str], object]] = {
    "tableau": lambda f, s: (f / "r.html").write_text(html(f"<table><td>{s}</td></table>")),
    "données de figure": lambda f, s: (f / "r.html").write_text(
        html(f'<img src="data:image/svg+xml;base64,{drawn(s)}">')
    ),
    "texte de remplacement": lambda f, s: (f / "r.html").write_text(html(f'<img alt="{s}">')),
    "prose": lambda f, s: (f / "r.html").write_text(html(f"<p>Lecture : {s}.</p>")),
    "Word": lambda f, s: word(f / "r.docx", s),
    "carnet": lambda f, s: (f / "r.ipynb").write_text(notebook(**{"text/markdown": s})),
    "csv": lambda f, s: (f / "r.csv").write_text(f"a;b\n1;{s}\n"),
    "verdict": lambda f, s: (f / "validation.json").write_text(json.dumps({"messages": [s]})),
    "page du verdict": lambda f, s: (f / "validation.html").write_text(html(f"<li>{s}</li>")),
    "manifeste": lambda f, s: (f / "manifest.json").write_text(json.dumps({"titre": s})),
    "versions": lambda f, s: (f / "evaluation-versions.json").write_text(json.dumps({s: []})),
}  # fmt: skip


@pytest.mark.parametrize("secret", [NAME, PHONE, WORDS])
@pytest.mark.parametrize("channel", CHANNELS)
def test_a_leak_in_any_channel_stops_the_publication(
    channel: str, secret: str, tmp_path: Path
) -> None:
    (tmp_path / "other.html").write_text(html("<p>Rien à voir.</p>"))
    assert audit(tmp_path, [secret]) == []
    CHANNELS[channel](tmp_path, secret)
    with pytest.raises(last_look.DisclosureError, match="rien n'est publié") as caught:
        audit(tmp_path, [secret])
    assert secret not in str(caught.value)


def test_a_pdf_that_cannot_be_read_is_said_or_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    (tmp_path / "evaluation.pdf").write_bytes(b"%PDF-1.7")
    with pytest.raises(last_look.DisclosureError, match=r"evaluation\.pdf ne peut pas être relu"):
        audit(tmp_path, [NAME])
    # nothing was kept: nothing to look for
    assert audit(tmp_path, []) == []
    (tmp_path / "evaluation.html").write_text(html("<p>Rien.</p>"))
    assert len(audit(tmp_path, [NAME])) == 1
    (tmp_path / "evaluation.html").write_text(html(f"<p>{NAME}</p>"))
    with pytest.raises(last_look.DisclosureError, match=r"evaluation\.html"):
        audit(tmp_path, [NAME])


def test_paths_of_figures_are_no_words_but_hide_none() -> None:
    assert leaks({"a": "<path d='M 12 34 L 56 78'/>"}, ["12 34"]).empty
    assert len(leaks({"a": "<path d='06 12 34 56 78'/>"}, [PHONE])) == 1
    assert len(leaks({"a": f"<path id='x' data-d='{PHONE}'/>"}, [PHONE])) == 1


def test_where_the_memory_of_a_report_stands() -> None:
    assert ledger_path(Path("reports"), "dls").as_posix() == "reports/data/dls-versions.json"
