"""One driver a file for what stands on the bench; no widgets, no dialogs."""

import os

from app.domain.evidence import MAX_PIXELS

# Read by OpenCV when it is loaded, so here, before any driver: 2 MB from a camera on the network, or of a folder, can
# unpack to gigabytes, and OpenCV's own limit is 3 GB. What is too large for evidence is none of our pictures.
os.environ.setdefault("OPENCV_IO_MAX_IMAGE_PIXELS", str(MAX_PIXELS))
