"""The chapter on local incidents as printed, under a reader who solves for what it does not print."""

import pytest

from ffsu_eval.disclosure import book
from ffsu_eval.disclosure.suppress import PRIMARY, suppress
from ffsu_eval.french import SECRET
from ffsu_eval.narrative.incidents import figures
from tests.demo_incidents import CITIES, chapter_of
from tests.printed_incidents import printed_secrets, reader_of, secrets_of

MAIN = "saint-nazaire"
# secrets tried of each other territory: one in so many
SPARE = 8


@pytest.mark.parametrize("city", CITIES)
def test_no_small_count_is_narrowed(city: str) -> None:
    chapter = chapter_of(city)
    reader = reader_of(chapter)
    assert printed_secrets(chapter, reader) == []
    secrets = secrets_of(chapter, reader)
    assert secrets
    assert reader.narrowed(secrets if city == MAIN else secrets[::SPARE]) == []


def test_the_same_reader_breaks_what_has_no_secondary_suppression(monkeypatch) -> None:
    def primary_only(system, former=()):
        return tuple(entry for entry in suppress(system) if entry.kind == PRIMARY)

    monkeypatch.setattr(book, "suppress_after", primary_only)
    chapter = chapter_of(MAIN)
    reader = reader_of(chapter)
    assert len(reader.narrowed(secrets_of(chapter, reader))) > 10


def test_what_is_withheld_is_in_no_figure() -> None:
    chapter = chapter_of(MAIN)
    week = figures.week(chapter)
    hidden = int(chapter.profile["value"].isna().sum())
    assert int((week.data == SECRET).to_numpy().sum()) == hidden
    assert f"({hidden})" in " ".join(t.get_text() for a in week.image.axes for t in a.texts) or any(
        f"({hidden})" in text.get_text()
        for legend in [*week.image.legends]
        for text in legend.get_texts()
    )
