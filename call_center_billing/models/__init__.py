from . import account
from . import tariff
from . import mediation
from . import billing
from . import report
