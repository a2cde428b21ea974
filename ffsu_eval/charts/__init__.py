"""Charts of the reports: pure functions from tidy frames to a Matplotlib figure.

Each chart has three functions that take the same frames and labels: the figure, ``…_alt`` its
alternative text and ``…_data`` the table behind it. Titles are captions, never drawn. A missing
value has no mark: its row, its panel or a note says so with a conventional sign.

- ``theme``: house look, fonts, SVG and PNG bytes;
- ``text``, ``marks``, ``rows``, ``placing``: wrapped text, marks and keys, a column of labelled rows,
  direct labels of points;
- ``words``: pieces of alternative texts and tables;
- ``recorded``: rates by year (REC01), changes (REC02), residuals of the trends (REC03), gaps to
  comparable communes and by group (REC04), funnels (REC05), structure (REC07), ratio to comparators
  before and during the policy (REC08), map of the territory;
- ``survey``: answers, insecurity (SUR01), phenomena (SUR02 to SUR04);
- ``qualitative``: coverage of codes (QUA01), triangulation (QUA05);
- ``governance``: meetings over time, attendance (GOV02);
- ``actions``: status by axis, attainment of the objectives (EVA01).
"""
