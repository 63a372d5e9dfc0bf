"""What people take along of follow-up: the matrix as a workbook, and briefs of one page."""
