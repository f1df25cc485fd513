"""One interface to all directories: what to send for a number, and what the answer means."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from . import eniro, hitta, json_http, opencnam, twilio
from .decode import Unreadable, by_status, json_of
from .model import Answer, Question, Request, Understood, broken
from .text import MASK, quoted

#: values in an address that people type in themselves where {secret} should be
TYPED: Final = re.compile(r"(?i)([?&][^=&#]*(?:key|token|secret|pass|auth|sig)[^=&#]*=)[^&#]+")
USER: Final = re.compile(r"^(https?://)[^/?#@]*@")


class Adapter(NamedTuple):
    """A directory.

    :ivar request: what to send; raises `TemplateFault` where a person wrote a template that cannot be used
    :ivar read: what an answer's JSON means; raises `PathFault` likewise
    :ivar url: where it is; "" if that has to be said on screen
    """

    request: Callable[[Question], Request]
    read: Callable[[Question, object], Understood]
    url: str = ""


ADAPTERS: Final = {
    "hitta": Adapter(hitta.request, hitta.read, hitta.URL),
    "eniro": Adapter(eniro.request, eniro.read, eniro.URL),
    "opencnam": Adapter(opencnam.request, opencnam.read, opencnam.URL),
    "twilio": Adapter(twilio.request, twilio.read, twilio.URL),
    "json": Adapter(json_http.request, json_http.read),
}


def understand(kind: str, question: Question, answer: Answer) -> Understood:
    """What an answer means, whatever it is: nothing that a directory sends raises an error.

    :param kind: a key of `ADAPTERS`
    """
    said = by_status(answer)
    if said:
        return said
    try:
        return ADAPTERS[kind].read(question, json_of(answer))
    except Unreadable as error:
        return broken(error.reason)


def shown(kind: str, question: Question) -> str:
    """The address that is asked, as anybody may read it.

    :raise TemplateFault: see `json_http.request`
    """
    url = ADAPTERS[kind].request(question._replace(login=MASK, secret=MASK)).url
    return USER.sub(rf"\1{MASK}@", TYPED.sub(rf"\1{MASK}", url.replace(quoted(MASK), MASK)))
