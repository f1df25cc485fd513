"""Why a whole file is turned away."""


class FileRefused(ValueError):
    """The file as a whole is not what its source says.

    :param reason: empty; binary; columns: the first line has `found` of them; header: the first line does not name
        the columns `found`; form: the first line is none of such a file
    :param found: what was found instead, for the message
    """

    def __init__(self, reason: str, found: str = "") -> None:
        super().__init__(f"{reason}: {found}" if found else reason)
        self.reason = reason
        self.found = found
