"""The built program: what goes along, what it is licensed under, and whether it works where nothing else is.

    python -m resources.packaging    builds into dist/regrade, writes the licences, and tries the result elsewhere

    contents     fonts, data and hidden modules that go along; what of the libraries stays behind, and why
    building     PyInstaller, by `pyinstaller.spec`
    licences     the folder `licenses` of the build, from what the packages say of themselves
    fence        runs a command where the checkout, the fonts of the machine and the network are out of reach
    smoke        one parcel at the bench of the built program, and its window
    hooks        run inside the built program before its first line

Never part of the program: nothing of `app` imports it.
"""
