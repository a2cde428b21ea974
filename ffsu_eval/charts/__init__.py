"""Charts of the reports: pure functions from tidy frames to a Matplotlib figure.

Each chart has three functions that take the same frames and labels: the figure, ``…_alt`` its
alternative text and ``…_data`` the table behind it. Titles are captions, never drawn.

- ``theme``: house look, fonts, SVG and PNG bytes;
- ``layout``: what the charts share: a column of labelled rows, keys, wrapped text;
- ``words``: pieces of alternative texts and tables;
- ``recorded``: rates by year (REC01), changes (REC02) and gaps to comparable communes (REC04);
- ``survey``: answers, insecurity (SUR01), phenomena (SUR02 to SUR04);
- ``qualitative``: coverage of codes (QUA01), triangulation (QUA05);
- ``governance``: meetings over time, attendance (GOV02);
- ``actions``: status by axis, attainment of the objectives (EVA01).
"""
