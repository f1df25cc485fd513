from . import test_service_folder
from . import test_service_http
from . import test_service_queue
from . import test_service_sftp
