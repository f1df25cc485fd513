from . import test_credentials_in_logs
from . import test_paypal_webhook
from .auto import *
from .gateway import *
from .standin import *
from .stripe import *
