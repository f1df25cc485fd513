"""WeasyPrint's own log, made fit for a server's.

It warns of each CSS property it does not know, hundreds of times for Bootstrap, and calls a missing image an
error. Here the first are dropped and the others told once, as information: the PDF is made all the same.
"""

import logging

_logger = logging.getLogger(__name__)


class OnceAtInfo(logging.Handler):
    """Passes on a message the first time it comes, as INFO."""

    REMEMBERED = 1000

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self._seen: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if message in self._seen:
            return
        if len(self._seen) >= self.REMEMBERED:
            self._seen.clear()
        self._seen.add(message)
        _logger.info("In a report: %s", message)


def quieten() -> None:
    """Once, before the first rendering."""
    logging.getLogger("fontTools").setLevel(logging.CRITICAL)
    logging.getLogger("weasyprint.progress").setLevel(logging.CRITICAL)
    log = logging.getLogger("weasyprint")
    log.setLevel(logging.ERROR)
    log.propagate = False
    if not any(isinstance(handler, OnceAtInfo) for handler in log.handlers):
        log.addHandler(OnceAtInfo())
