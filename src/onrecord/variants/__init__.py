"""The same quotation elsewhere: how one wording was made from another."""

from onrecord.variants.compare import compare
from onrecord.variants.values import CLASSES, Change, Comparison, Edit, EditKind, VariantClass

__all__ = ["CLASSES", "Change", "Comparison", "Edit", "EditKind", "VariantClass", "compare"]
