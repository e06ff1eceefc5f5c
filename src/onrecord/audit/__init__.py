"""The sourcing report: what one article, or many, show of where their statements come from."""

from onrecord.audit.report import audit_article, total
from onrecord.audit.values import ArticleAudit, Audit, Check, Figure, Finding

__all__ = ["ArticleAudit", "Audit", "Check", "Figure", "Finding", "audit_article", "total"]
