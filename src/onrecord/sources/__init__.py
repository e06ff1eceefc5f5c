"""Who is that, and who told whom: sources, their types, roles and anonymity, recipients and chains."""

from onrecord.sources.identify import identify

__all__ = ["identify"]
