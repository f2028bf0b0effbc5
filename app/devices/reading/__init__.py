"""Reads codes in pictures and in the frames of a camera.

A package because it holds six ideas that change for different reasons:

    symbologies   what the engines call a symbol, what the trade calls it, and what its text is
    views         a picture or a part of it, turned and enlarged, that knows its way back to the picture
    locating      where bars stand, at whatever angle, by OpenCV
    engines       zxing-cpp and zbar, asked in the ways that were measured to add something
    doubts        which reads are dismissed: a right check digit alone proves little
    cascade       the order of the steps, quick ones first, and where they end: `Cascade`

No thread of its own; an instance serves one thread at a time. Pictures of files are opened in `app.devices.pictures`.
"""

from app.devices.reading.cascade import Cascade as Cascade
