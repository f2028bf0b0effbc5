"""The marketplaces, one a file."""
