"""What people decided, applied: found again in the reports, to their layers, groups and lines."""

from musnad.link.reviewing.held import Held, Member

__all__ = ["Held", "Member"]
