"""Labels: a template and its data become one layout in whole dots, and the layout becomes whatever prints or shows it.

A package because the way from a template to a printer has steps that change for different reasons:

    template        what a template says, in millimetres
    template_file   a template as it is written (YAML), each fault with its line
    words           what an id is called on a label, in the languages of the trade
    fields          what may be put into a template's fields, and the fields made of others
    code_128        the shortest Code 128 of a text
    symbols         a text as bars or squares, in modules
    fonts           which font has which character
    direction       in which order a line of mixed directions is drawn
    text            text made to fit: shrunk, wrapped or refused, never cut
    logos           the clients' logos
    shapes          marks of grades, the hazard sign, frames: drawn with hard edges
    layout          all of it in its place, in dots
    raster          the layout as dots
    zpl tspl pdf png   the layout as a printer, a reader or an eye takes it
    keeping         files of a client's own, written whole or taken away
    library         implements `app.ports.OwnLabels`: the shipped templates, and a client's own

Everything is drawn here, dot by dot, and a printer is sent the picture: it has fonts for a few scripts only, draws some
symbols its own way, and takes `^` and `~` in a title for commands. So what the preview shows is what is printed, to the
dot, whatever the printer's firmware, and nothing in the data can be taken for a command. It costs no bytes worth
speaking of: a row of dots like the one above is one character in ZPL, and bars are nothing but such rows.

No state but what was read from files; any thread.
"""
