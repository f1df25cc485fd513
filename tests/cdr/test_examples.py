"""The examples in the texts of the modules are true."""

import doctest

import pytest
from cdr import encoding, fields, freeswitch_call, guess, json_value, lines, numbers, radius_blocks, table

MODULES = (encoding, fields, freeswitch_call, guess, json_value, lines, numbers, radius_blocks, table)


@pytest.mark.parametrize("module", MODULES)
def test_the_examples_of_a_module_are_true(module: object) -> None:
    result = doctest.testmod(module)  # type: ignore[arg-type]
    assert result.attempted and not result.failed
