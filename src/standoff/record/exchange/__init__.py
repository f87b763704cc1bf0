"""Exchange: the record in formats that other programs read, each of which can be read back.

    archive       the whole journal as JSON Lines, with or without press texts
    sheets        facts and coverage as CSV, inert in spreadsheets
    annotations   codings as W3C Web Annotations, found again in an edited text
    brat          codings of an article for the annotation tool brat

What is written is text; who writes it to a file decides where.
"""

from __future__ import annotations
