"""The codes of the pure package `deck`, in words. Selections, so that they are translated where they are shown."""

BAND_FIELD = "band"

FIELD_LABELS = [
    ("prefix", "Prefix"),
    ("country_code", "Country code"),
    ("destination", "Destination"),
    ("destination_class", "Destination class"),
    ("caller_class", "Callers"),
    ("unit", "Unit"),
    ("price", "Price"),
    (BAND_FIELD, "Price in a time band"),
    ("connection_fee", "Connection fee"),
    ("increments", "First seconds/steps (60/6)"),
    ("first_increment", "First seconds"),
    ("next_increment", "Then steps of"),
    ("free_seconds", "Free seconds"),
    ("minimum_seconds", "Minimum seconds"),
    ("minimum_charge", "Minimum charge"),
    ("maximum_charge", "Maximum charge"),
    ("maximum_rule", "Past the maximum"),
    ("steps", "Steps inside a call"),
    ("valid_from", "Valid from"),
    ("valid_to", "Valid to"),
    ("status", "Status (closed, blocked)"),
]

KINDS = [
    ("error", "Error"),
    ("new", "New"),
    ("up", "Up"),
    ("down", "Down"),
    ("changed", "Other terms"),
    ("closed", "Closed"),
    ("expired", "Already over"),
    ("unchanged", "Unchanged"),
]
STORED_KINDS = frozenset({"error", "new", "up", "down", "changed", "closed", "expired"})
"""Kinds that become lines; unchanged rows are only counted."""
CHANGING_KINDS = frozenset({"new", "up", "down", "changed", "closed"})

REASONS = [
    ("columns", "The row has more cells than the header: a separator within a text?"),
    ("control", "There are control characters in the cell"),
    ("text_too_long", "The text is longer than 200 characters"),
    ("empty", "The prefix is missing"),
    ("not_digits", "A prefix is digits only, country code first"),
    ("scientific", "A spreadsheet has shortened the prefix (4.67E+10): its last digits are lost"),
    ("leading_zero", "The area code begins with 0: choose what to do with it under “How the File Is Read”"),
    ("too_long", "A prefix has at most 15 digits"),
    ("bad_range", "A range of prefixes goes upwards, both ends with as many digits"),
    ("range_too_long", "The range stands for more than 10,000 prefixes"),
    ("not_number", "This is not a number"),
    ("ambiguous_number", "This could be two different numbers: choose the decimal mark under “How the File Is Read”"),
    ("percent", "A percentage is not a price"),
    ("negative", "Prices and fees cannot be negative"),
    ("too_many_decimals", "More than six decimals: correct the price, or choose to round under “How the File Is Read”"),
    ("too_large", "The number is too large"),
    ("not_whole", "A whole number is needed"),
    ("increment_below_1", "First seconds and steps must be at least 1 second"),
    ("bad_increments", "First seconds and steps are written as 60/6"),
    ("unknown_unit", "The unit is not known"),
    ("unknown_rule", "Past the maximum: free or disconnect"),
    ("unknown_band", "The version has no time band of that name"),
    ("no_price", "The price is missing; what costs nothing has 0"),
    ("no_default", "There is a price in a time band, but none for the rest of the week"),
    ("bad_steps", "Steps are written as 60: 0.10/6; 300: 0.05/6, with rising seconds"),
    ("bad_date", "This is not a date"),
    ("ambiguous_date", "Day or month first? Choose the order of dates under “How the File Is Read”"),
    ("zoned_date", "Times must be without a time zone"),
    ("ends_before_it_begins", "The price ends before it begins"),
    ("minimum_above_maximum", "The minimum charge is above the maximum charge"),
    ("duplicate", "Another row prices the same prefix from the same moment (its row number is the value)"),
    ("overlap", "Another row prices the same prefix at the same time (its row number is the value)"),
    ("unknown_caller", "There is no caller class of that name: make it under Prices › Caller Classes"),
]


def refusal(env, name, error):
    """Why a file as a whole cannot be used, in a sentence.

    :param str name: the file's name
    :param deck.DeckRefused error: the code and what goes with it
    """
    found = ", ".join(error.found[:20])
    texts = {
        "empty": env._("it is empty"),
        "too_large": env._("it is too large: at most 100 MB, 600 MB unpacked"),
        "too_many_rows": env._("it has more than %s rows", found),
        "too_many_columns": env._("it has %s columns, which no price list has", found),
        "binary": env._("it is neither a CSV nor an XLSX file (a PDF, a picture, a program?)"),
        "archive": env._("it is an archive: unpack it and choose the price list in it"),
        "html": env._("it is a web page under another name: save it as CSV or XLSX"),
        "legacy_xls": env._("it is an Excel file of the old kind (.xls): save it as .xlsx"),
        "encrypted": env._("it is protected by a password: save it without"),
        "damaged": env._("it is damaged: ask for it again"),
        "encoding": env._("it is not a text in the encoding %s: choose another", found),
        "quoting": env._("row %s opens a quotation mark that is never closed", found),
        "no_sheet": env._("it has no sheet of the name given; its sheets are: %s", found),
        "no_header": env._("no row looks like a header. The widest row says: %s", found),
        "missing_columns": env._(
            "columns are missing: %(missing)s. Its header says: %(found)s",
            missing=", ".join(error.missing),
            found=found,
        ),
        "bad_mapping": env._("the choices on how to read it make no sense: %s", found),
    }
    return env._("%(file)s cannot be used: %(reason)s.", file=name, reason=texts[error.reason])


def note_texts(env, notes):
    """What readers should know about a file, a sentence each.

    :param notes: `deck.Note`
    """
    texts = {
        "decimal_assumed": env._(
            "Numbers such as 1.234 could be thousands: the point was taken for the decimal mark. If that is wrong, "
            "choose the decimal mark under “How the File Is Read”."
        ),
        "date_order_assumed": env._(
            "Dates such as 03/04 could be either way round: the day was taken to come first. If that is wrong, choose "
            "the order under “How the File Is Read”."
        ),
    }
    sentences = [texts[note.code] for note in notes if note.code in texts]
    words = sorted({note.value for note in notes if note.code == "unknown_status"})
    if words:
        sentences.append(
            env._(
                "Words in the status column without a meaning here, so the rows were read as prices: %s. If one of "
                "them closes a destination, add it under “How the File Is Read”.",
                ", ".join(words[:10]),
            )
        )
    return list(dict.fromkeys(sentences))
