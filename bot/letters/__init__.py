"""Letters on paper: PDF and pictures through typst, DOCX through python-docx, both of one model of the letter."""
