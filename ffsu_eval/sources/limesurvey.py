"""Responses exported by LimeSurvey, with question codes as headings (CSV or Excel).

Sub-questions are written ``Q[SQ001]``, « Autre » ``Q[other]``. An export « code and text » is read
by its codes. LimeSurvey writes « N/A » for a question that the respondent was not shown.
"""

import re
from dataclasses import replace

from ffsu_eval.sources.raw import RawTable

SUBMITTED = "submitdate"
# columns that LimeSurvey adds to the questions; one of them beside the date is its signature
TECHNICAL = ("lastpage", "startlanguage", "seed", "startdate", "datestamp")
PERSONAL = ("ipaddr", "refurl", "token", "firstname", "lastname", "email")
NOT_SHOWN = ("N/A", "{question_not_shown}")
CODE_AND_TEXT = re.compile(r"([A-Za-z]\w*(?:\[\w+\])*)\. .*")


def is_limesurvey(table: RawTable) -> bool:
    """True when the headings are those of an export of responses."""
    names = {_code(name) for name in table.columns}
    return SUBMITTED in names and not names.isdisjoint(TECHNICAL)


def limesurvey(table: RawTable) -> RawTable:
    """The same table with codes as columns; ``submitdate`` says « oui » or « non »: finished or not.

    The date of submission is empty as long as a questionnaire is unfinished; a survey without dates
    is given 1980-01-01 when it is finished: only the presence of a date means something. Columns
    that name or locate a person are left out.
    """
    codes = {name: _code(name) for name in table.columns}
    repeated = sorted({code for code in codes.values() if list(codes.values()).count(code) > 1})
    if repeated:
        fault = f"question répétée : {', '.join(repeated)}"
        return replace(table, faults=[*table.faults, fault])
    personal = [name for name, code in codes.items() if code in PERSONAL]
    frame = table.frame.drop(columns=personal).rename(columns=codes)
    questions = [code for name, code in codes.items() if name not in personal]
    frame[questions] = frame[questions].replace(list(NOT_SHOWN), "")
    frame[SUBMITTED] = (frame[SUBMITTED] != "").map({True: "oui", False: "non"})
    notices = list(table.notices)
    if personal:
        notices.append(f"colonnes personnelles de LimeSurvey non lues : {', '.join(personal)}")
    headings = {code: name for name, code in codes.items() if code != name}
    return replace(table, frame=frame, notices=notices, headings=headings)


def _code(heading: str) -> str:
    found = CODE_AND_TEXT.fullmatch(heading)
    return found[1] if found else heading
