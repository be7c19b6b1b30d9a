"""Lists as tables that a spreadsheet opens, and back."""
