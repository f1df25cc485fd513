from . import test_standin_base
