"""From a unit to the text and code of its label."""
