"""A chain held against a checkpoint, as `banfa audit verify` does."""

from banfa.trust.chain import verify_chain
from banfa.trust.checkpoints import check_document, find_rewriting


def verify_against(unit, document):
    """What the chain proves to be; its signature was checked before."""
    check_document(unit, document)
    fault = find_rewriting(unit, document)
    return verify_chain(unit).add(() if fault is None else (fault,))
