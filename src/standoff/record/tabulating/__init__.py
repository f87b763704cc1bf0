"""Tables of the record, for statistics: events, counts, panels, series, codings.

    frames                events of a record as one table, imported rows among them
    selecting, placing    which events a table is about, and in which day, month ... each falls
    counts, panel         how often; zero where nothing was seen, missing where nobody looked
    states, data/*.csv    dated state codes: ISO 3166, Correlates of War, Gleditsch and Ward
    table, stata          a finished table: polars, pandas, CSV, Parquet, Stata

A table is a function of the record and of what is asked for; nothing here writes to the journal.
"""
