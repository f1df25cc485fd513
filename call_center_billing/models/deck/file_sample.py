"""A look at a file before it is read: its columns with their first values, and tables of rows as HTML."""

from markupsafe import Markup

#: texts of a column that are shown, and how much of each
EXAMPLES = 3
CLIPPED = 40

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
DELIMITER_LABELS = [("comma", ","), ("semicolon", ";"), ("tab", "Tab"), ("bar", "|")]
ENCODING_LABELS = [
    ("utf-8", "UTF-8"),
    ("cp1252", "Western (Windows)"),
    ("iso8859-15", "Western (ISO)"),
    ("cp850", "Western (DOS)"),
    ("utf-16", "UTF-16"),
]


def column_examples(width, rows):
    """The first different texts of each column.

    :param int width: number of columns; :param rows: sequences of cells
    """
    found = [[] for _place in range(width)]
    for cells in rows:
        for place, cell in enumerate(cells[:width]):
            text = str(cell).strip()[:CLIPPED]
            if text and text not in found[place] and len(found[place]) < EXAMPLES:
                found[place].append(text)
    return [" · ".join(texts) for texts in found]


def table_html(heads, rows):
    """A table; `rows` are what `row_html` and `fault_html` give. Texts are escaped, wherever they come from."""
    head = Markup("").join(Markup("<th>%s</th>") % text for text in heads)
    body = Markup("").join(rows)
    table = Markup('<table class="table table-sm"><thead><tr>%s</tr></thead><tbody>%s</tbody></table>')
    return table % (head, body)


def row_html(*texts):
    """A row of cells."""
    return Markup("<tr>%s</tr>") % Markup("").join(Markup("<td>%s</td>") % text for text in texts)


def fault_html(number, text, width):
    """A row that cannot be read: its number, and why, over all other columns of a table with so many."""
    return Markup('<tr class="text-danger"><td>%s</td><td colspan="%s">%s</td></tr>') % (number, width - 1, text)


def warning_html(text):
    """Why nothing can be shown."""
    return Markup('<div class="alert alert-warning mb-0" role="alert">%s</div>') % text
