"""Foreign event data in the record: KEDS/WEIS, ICEWS, MID, and any table with a mapping file.

    reading                which importer reads a file; source: CSV and Parquet, row by row sound
    keds, icews, mid       one importer a form; mapped and mapping: any table by a TOML file
    codes, data/*.csv      WEIS and CAMEO to PLOVER and our moves; actors of each data set
    shape, faults          the common shape, and why rows are set aside
    batch                  a Parquet file in the case for which one journal entry vouches
    imported               all batches of a record as tables: counts and monthly series

Imported rows keep their source and have no evidence. Polars is loaded when a file is read.
"""
