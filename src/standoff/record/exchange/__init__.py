"""Exchange: the record in formats that other programs read, each of which can be read back.

    archive       the whole journal as JSON Lines, with or without press texts
    sheets        facts and coverage as CSV, inert in spreadsheets
    annotations   codings as W3C Web Annotations, found again in an edited text
    brat          codings of an article for the annotation tool brat
    parquet       events and codings with all their fields
    timelinejs    events for the timeline of the Knight Lab       (goes out only)
    plover        events as PLOVER records                        (goes out only)
    packing       a zip with the same bytes for the same contents

What is written is text or bytes; who writes it to a file decides where.
"""

from __future__ import annotations
