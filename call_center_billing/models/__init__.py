from . import account
from . import block
from . import tariff
from . import deck
from . import mediation
from . import billing
from . import completeness
from . import report
