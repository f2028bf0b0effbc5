"""The import page: what a file is, what would become of its rows, and taking it in.

said     its words: the kinds of file, counts, what is done and what is safe
taking   the work on one file, without widgets: looked at, tried, taken in, ended, its refused rows saved
scene    what it shows, as data
kinds    the list of kinds
tables   first rows, columns, refused rows
view     the page
"""
