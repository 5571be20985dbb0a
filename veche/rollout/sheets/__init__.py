"""What goes onto paper and into files: printed invitations, and reports as CSV, XLSX and PDF. Everything here gets
figures that were made elsewhere; it counts nothing."""

from veche.rollout.sheets.printing import PER_PAGE, invitation_sheets
from veche.rollout.sheets.reports import FORMATS, STATES, export, in_words

__all__ = ["FORMATS", "PER_PAGE", "STATES", "export", "in_words", "invitation_sheets"]
