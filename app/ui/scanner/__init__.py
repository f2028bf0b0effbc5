"""Keys that came from a scanner, wherever the focus is.

A scanner that behaves like a keyboard types its code into whatever has the focus; here it is told from a hand, and what
a hand typed reaches its field all the same.

    strokes   one key as the listening needs it, and the text that a row of them holds; pure
    burst     the listening: what is held back, what was a scan, what is given back; pure
    keys      Qt's key events read as strokes
    doors     where keys come into the program: its windows, and what has the keyboard in them
    wedge     the filter at those doors, its timers, and the way back into the window

Best is a scanner that sends a sign before its code (F24 or STX) and one after it: then no clock decides anything. One
without it is known by the pace of its keys, measured by the stamps of the window system: these say when a key was
pressed, however late the window came to hear of it.
"""
