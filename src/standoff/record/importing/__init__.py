"""Foreign event data in the record: KEDS/WEIS, ICEWS, MID, and any table with a mapping file.

    reading                which importer reads a file; source: CSV and Parquet, row by row sound
    keds, icews, mid, gdelt, polecat, acled   one importer a form
    mapped, mapping        any table by a TOML file; series: scores by their header
    source, parquet, unpacking, limits        reading within limits
    codes, data/*.csv      WEIS, CAMEO, PLOVER, ACLED and our moves; actors of each data set
    conversion             from one scheme of codes to another, and what is lost
    shape, faults          the common shape, and why rows are set aside
    batch                  a Parquet file in the case for which one journal entry vouches
    imported               all batches of a record as tables

Imported rows keep their source and have no evidence. Polars is loaded when a file is read.
"""
