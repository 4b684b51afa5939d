"""The report of ``make insights``: what was asked in a period, what was found, and how fresh the knowledge is."""
