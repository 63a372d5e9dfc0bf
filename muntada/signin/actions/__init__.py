"""The verbs of signing in: links, entering, and a person's own factors."""

from muntada.signin.actions.links import LIFETIME as LIFETIME
from muntada.signin.actions.links import LinkSpent, first_administrator, issue_link, redeem_link

__all__ = ["LIFETIME", "LinkSpent", "first_administrator", "issue_link", "redeem_link"]
