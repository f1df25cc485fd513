from . import test_notice
