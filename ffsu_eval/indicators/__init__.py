"""Indicators: pure functions from typed frames to tidy frames; no file, notebook or rendering here.

- ``intervals``: exact and approximate intervals of counts, proportions and rate ratios;
- ``trend``: quasi-Poisson fit of one yearly series;
- ``agreement``: Krippendorff's alpha and its bootstrap interval;
- ``signals``: correction for multiple comparisons; ``funnel_limits``: control limits of a count;
- ``effects``, ``parallel``: differences in differences, dispersion and drift of two places;
- ``recorded``: recorded crime (REC01 to REC08) and territories of several communes;
- ``survey``: base rules and survey of front-line actors (SUR01 to SUR05, SUR08);
- ``qualitative``: coded interviews and triangulation (QUA01, QUA02, QUA04, QUA05);
- ``governance``: meetings, attendance, decisions, minutes (GOV01 to GOV05);
- ``actions``: implementation of the actions (ACT01 to ACT06);
- ``evaluation``: attainment of the objectives (EVA01, EVA02).

Missing is NA, never 0; ``caveat`` is French text, empty when there is nothing to say; a row that
stands for the whole has ``ensemble`` as its key and comes last.
"""
