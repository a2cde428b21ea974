"""Articles of the law that a draft cites: with their version when it was read, else « à vérifier ».

Source of the articles: Code de la sécurité intérieure (CSI), and the other codes of ``CODES``, whose
articles bear the name of their code; data/reference/legal_articles.csv says which versions were read,
where, and until which day they are known to be in force.
"""

import re
from datetime import date

import pandas as pd

from ffsu_eval.french import date_fr
from ffsu_eval.products.words import Markdown, to_check
from ffsu_eval.reference import table
from ffsu_eval.rows import Row, rows

CODE = "code de la sécurité intérieure"
# an article of another code bears its name: « CP 226-13 »
CODES = {"CP": "code pénal", "RGPD": "règlement (UE) 2016/679"}
ARTICLE = re.compile(r"\b[LRD]\d+-\d+(?:-\d+)?\b")
OTHER = re.compile(rf"\b({'|'.join(CODES)}), art\. (\d+(?:-\d+)?)")
YES = "oui"
READ, TO_READ = "lu", "à vérifier"
NO_VERSION = "version à vérifier"


class Law:
    """The state of the law on one day; it remembers what a document cites, for its last table."""

    def __init__(self, day: date, articles: pd.DataFrame | None = None) -> None:
        self.day = day
        self._articles = rows(table("legal_articles") if articles is None else articles)
        self._cited: list[str] = []

    def short(self, article: str) -> Markdown:
        """« article L132-5 », or « [à vérifier : article D132-9] »."""
        name, code = _named(article)
        return self._told(article, f"article {name}{f' du {code}' if code != CODE else ''}")

    def long(self, article: str) -> Markdown:
        """The article, its code and its version."""
        known = self._known(article)
        version = _version(known) if known else ""
        name, code = _named(article)
        return self._told(article, f"article {name} du {code}{version and f', {version}'}")

    def of_data(self, text: str) -> Markdown:
        """A reference that the data give: as it stands, or to be checked if its article is."""
        found = ARTICLE.findall(text) + [f"{code} {name}" for code, name in OTHER.findall(text)]
        self._cited += found
        unread = [article for article in found if self._known(article) is None]
        return to_check(text) if unread else Markdown.of(text)

    @property
    def listed(self) -> list[Row]:
        """Every article cited so far, in order: article, what it rules, version, state."""
        lines = []
        for article in sorted(set(self._cited)):
            row = self._known(article)
            labels = [each["label_fr"] for each in self._articles if each["article"] == article]
            lines.append(
                {
                    "article": article,
                    "label": row["label_fr"] if row else (labels or ["objet à vérifier"])[-1],
                    "version": _version(row) if row else NO_VERSION,
                    "state": READ if row else TO_READ,
                }
            )
        return lines

    @property
    def codes(self) -> dict[str, str]:
        """The other codes that were cited so far, by the name that their articles bear."""
        held = {article.split(" ")[0] for article in self._cited if " " in article}
        return {name: label for name, label in CODES.items() if name in held}

    def _told(self, article: str, text: str) -> Markdown:
        self._cited.append(article)
        return Markdown.of(text) if self._known(article) else to_check(text)

    def _known(self, article: str) -> Row | None:
        """The version of the article on that day, when somebody has read it."""
        day = self.day.isoformat()
        for row in self._articles:
            begun = not row["valid_from"] or row["valid_from"] <= day
            ended = bool(row["valid_to"]) and row["valid_to"] < day
            if row["article"] == article and row["verified"] == YES and begun and not ended:
                return row
        return None


def _named(article: str) -> tuple[str, str]:
    """Number of an article and the name of its code."""
    first, _, name = article.partition(" ")
    return (name, CODES[first]) if name else (first, CODE)


def _version(row: Row) -> str:
    if not row["version_fr"]:
        return NO_VERSION
    since = date_fr(date.fromisoformat(row["valid_from"]))
    return f"{row['version_fr']}, en vigueur depuis le {since}"
