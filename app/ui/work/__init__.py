"""The work page: how far the shops are in step, what waits for them, and what of it a person must decide.

said     its words: states, what happened, what is safe, what to do
scene    what it shows, as data
evidence damaged photos, as data
figures  the four figures above
detail   the message, shop or difference that is looked at, and what may be done to it
lists    the tables, and paging
view     the page
"""
