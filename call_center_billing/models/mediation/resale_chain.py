"""How rows of one call belong together, and how long a chain of resellers may be."""

#: between the identity of a call and the level of a reseller that pays for it
MARK = "#wholesale-"
#: resellers one behind the other
DEPTH = 3


def call_identity(identity):
    """The identity of the call that a row is about.

    >>> call_identity("1795317772.1/1#wholesale-2"), call_identity("1795317772.1/1")
    ('1795317772.1/1', '1795317772.1/1')
    """
    return identity.partition(MARK)[0]
