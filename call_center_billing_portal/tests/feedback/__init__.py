from . import test_feedback
from . import test_feedback_page
