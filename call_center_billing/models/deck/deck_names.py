"""What destinations, their classes and callers are called in decks, in whatever language."""

from ..tariff.call_destination import DESTINATION_CLASSES


def plain(text):
    """A name without what people write differently: case and spaces."""
    return " ".join((text or "").split()).casefold()


class DeckNames:
    """All names, read once: a deck names thousands of them."""

    def __init__(self, env):
        self.env = env
        self._known = {}  # id: (English name, class)
        self._ids = {}  # name in any language, plain: id
        self._read_destinations()
        self._callers, self._caller_ids = {None: ""}, {"": None}
        for caller_id, names in self._rows("SELECT id, name FROM call_caller_class ORDER BY id"):
            self._callers[caller_id] = names.get("en_US") or next(iter(names.values()), "")
            for name in names.values():
                self._caller_ids.setdefault(plain(name), caller_id)
        self._classes = self._read_classes()

    def destination(self, destination_id):
        """(name, class) as prices have them."""
        return self._known[destination_id]

    def destination_id(self, name):
        """The id of the destination of that name, or None."""
        return self._ids.get(plain(name))

    def caller_name(self, caller_id):
        """The name of a class of callers, "" for none."""
        return self._callers[caller_id]

    def caller_id(self, name):
        """The id of the class of callers of that name; None for "".

        :raise KeyError: there is none
        """
        return self._caller_ids[plain(name)]

    def class_of(self, text):
        """The key of a destination class by its key or its name, "" for none."""
        return self._classes.get(plain(text), "")

    def _read_destinations(self):
        query = "SELECT id, name, destination_class FROM call_destination ORDER BY id"
        for destination_id, names, group in self._rows(query):
            self._known[destination_id] = (names.get("en_US") or next(iter(names.values()), ""), group)
            for name in names.values():
                self._ids.setdefault(plain(name), destination_id)
        # English names, which prices are compared by, come before translations that happen to be the same
        self._ids.update((plain(name), key) for key, (name, _group) in sorted(self._known.items(), reverse=True))

    def _rows(self, query):
        self.env.flush_all()
        self.env.cr.execute(query)
        return self.env.cr.fetchall()

    def _read_classes(self):
        classes = {plain(key): key for key, _label in DESTINATION_CLASSES}
        field = self.env["call.destination"]._fields["destination_class"]
        for code, _name in self.env["res.lang"].get_installed():
            labels = field._description_selection(self.env["base"].with_context(lang=code).env)
            classes |= {plain(label): key for key, label in labels}
        return classes
