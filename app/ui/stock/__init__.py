"""The stock page: how much of each article stands where, and the entries behind every number.

said     its words: accounts, reasons, what became of messages
scene    what it shows, as data
table    the table: model, filter, totals below
detail   what lies behind the chosen number
view     the page
"""
