"""What columns of call records are called, in English and Swedish, plainly written; the likeliest first."""

from typing import Final

#: by field of a mapping; `date` and `time` together are a start, `minutes` is talk time in minutes
HEADINGS: Final[dict[str, tuple[str, ...]]] = {
    "identity": (
        *("call id", "callid", "unique id", "uniqueid", "cdr id", "record id", "session id", "uuid", "samtals id"),
        *("samtalsid", "id", "reference", "referens"),
    ),
    "a_number": (
        *("a number", "anumber", "calling number", "caller number", "calling party", "from number", "caller id"),
        *("callerid", "caller", "calling", "cli", "ani", "source", "src", "from", "origin", "a nummer", "anummer"),
        *("från nummer", "uppringande nummer", "uppringande", "ringande nummer", "från", "anknytning", "extension"),
    ),
    "b_number": (
        *("b number", "bnumber", "called number", "called party", "dialled number", "dialed number", "number dialed"),
        *("destination number", "to number", "callee", "called", "dialled", "dialed", "destination", "dst", "to"),
        *("b nummer", "bnummer", "till nummer", "uppringt nummer", "slaget nummer", "uppringd", "mottagare", "till"),
        *("number", "nummer"),
    ),
    "start": (
        *("start", "start time", "starttime", "started", "call start", "call started", "start date time", "begin"),
        *("date time", "datetime", "date and time", "call date", "calldate", "call time", "timestamp", "starttid"),
        *("starttidpunkt", "samtalsstart", "påbörjat", "datum och tid", "datum tid", "tidpunkt"),
    ),
    "date": ("date", "start date", "day", "datum", "startdatum", "dag"),
    "time": ("time", "time of day", "clock", "tid", "klockslag", "klockan"),
    "end": ("end", "end time", "endtime", "ended", "stop", "stop time", "sluttid", "slut", "avslutat"),
    "talk": (
        *("talk time", "talktime", "talk seconds", "billsec", "billable seconds", "billed seconds", "billable time"),
        *("conversation time", "connected time", "length in sec", "call length", "samtalstid", "taltid"),
        *("samtalslängd", "length", "längd", "seconds", "sekunder", "varaktighet"),
    ),
    "minutes": ("minutes", "talk minutes", "billed minutes", "min", "minuter", "antal minuter"),
    "duration": ("duration", "total duration", "total time", "call duration", "total tid", "totaltid"),
    "disposition": (
        *("disposition", "outcome", "result", "call result", "call status", "status", "answered", "utfall", "resultat"),
        *("samtalsstatus", "besvarat"),
    ),
    "account_code": (
        *("account code", "accountcode", "account", "campaign", "project", "customer", "kontokod", "konto", "kampanj"),
        *("kundnummer", "kund", "projekt"),
    ),
    "trunk": ("trunk", "gateway", "carrier", "route", "line", "operatör", "linje"),
    "agent": ("agent", "agent name", "user", "username", "handläggare", "användare", "agentnamn"),
    "queue": ("queue", "queue name", "hunt group", "group", "ingroup", "kö", "svarsgrupp", "grupp"),
}
#: by outcome what is written for it
WORDS: Final[dict[str, tuple[str, ...]]] = {
    "answered": ("answered", "answer", "ok", "yes", "success", "completed", "connected", "besvarat", "svar", "ja", "1"),
    "no_answer": (
        *("no answer", "not answered", "unanswered", "missed", "cancel", "cancelled", "canceled", "abandoned", "no"),
        *("ej svar", "inget svar", "obesvarat", "missat", "avbrutet", "nej", "0"),
    ),
    "busy": ("busy", "user busy", "upptaget", "upptagen"),
    "failed": ("failed", "failure", "error", "congestion", "misslyckat", "fel"),
    "denied": ("denied", "rejected", "refused", "blocked", "barred", "nekat", "avvisat", "spärrat"),
}
