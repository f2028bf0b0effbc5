"""Signing in: who works at this bench, the change of person, and the first person of an empty station.

scene         what can be said of badges, PINs and waiting, without a widget
who           badge and PIN
new_pin       a PIN that somebody chooses, twice
first_person  nobody is on record yet
page          the page that holds them, and the road to the bench
"""

from .page import SignInPage as SignInPage

__all__ = ["SignInPage"]
