"""Columns as arrays of PostgreSQL, made as a whole: psycopg2 would write every value by itself."""


def array(series):
    """A column of whole numbers, dates or texts as the text of an array."""
    import polars as pl

    if series.dtype == pl.String:
        escaped = series.str.replace_all(r'(["\\])', r"\$1")
        series = '"' + escaped + '"'
    return "{" + (series.cast(pl.String).fill_null("NULL").str.join(",").item() or "") + "}"
