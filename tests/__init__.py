"""The tests: unit/ mirrors app/, integration/ uses real databases, e2e/ plays the whole bench."""
