"""The window: what an inspector sees and touches. Qt widgets live here and nowhere else.

It sends the same actions as the operator script to the same bench, and draws what the bench answers: no rule of the
trade is decided here. One folder a screen; in each, what is to be shown is worked out without widgets (scene,
presenter) and drawn by the view. Everything that takes time happens in a lane (`app.background`); the main thread only
draws.

    application   the QApplication: style, fonts, words, what happens to an error that nobody caught
    window        the station window: header, pages, footer
    desk          the only road to the bench
    theme         colours, sizes, fonts, icons, the shapes of the grades
    words         languages: the catalogue of words, money, dates
    kit           the widgets of which every screen is made
    scanner       keys that came from a scanner, wherever the focus is
    camera        the live picture
    sounds        three tones, and their visual twin
    signin        who works here; the first person of an empty station
    bench         the inspection
    stock         quantities and the entries behind them
    work          the shops: what waits, what differs, what a person must decide
    imports       files of clients and marketplaces, looked at before they are taken in
    unit          everything known of one unit
    settings      station, people, devices, rules
"""
