"""The rules of the trade as pure Python: no I/O, no Qt, no SQL, no clock."""
