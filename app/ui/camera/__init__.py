"""The live picture: what the camera sees, where to hold the thing, and how the camera stands.

picture = LivePicture()                      a widget; give it a size, it keeps the picture's sides
picture.watch(live, mirror=False)            begin to draw what `app.background.live.Live` sees
picture.aim("sole", _("Sole"), key="Space")  the ghost frame of a shot and its words; `aim("")` takes them away
picture.freeze(still.preview)                the photo that was just taken, for a moment
picture.take_asked                           the picture was tapped
picture.lay(lines=True, reference=image)     the lines of the thirds, the picture of the catalogue
picture.due(Auto)                            the photo is due by itself
picture.looked(Glimpse)                      state or advice changed: for chips and the window's head

words_of_state(glimpse), status_of(glimpse), chips_of(glimpse)   the same in words, for whoever shows them
"""

from .choices import Choices as Choices
from .ghosts import Ghost as Ghost
from .ghosts import ghost_of as ghost_of
from .live_picture import LivePicture as LivePicture
from .opening import Shutter as Shutter
from .opening import open_live as open_live
from .quality_chips import QualityChips as QualityChips
from .wording import Remark as Remark
from .wording import chips_of as chips_of
from .wording import film_said as film_said
from .wording import status_of as status_of
from .wording import words_of_state as words_of_state

__all__ = [
    "Choices",
    "Ghost",
    "LivePicture",
    "QualityChips",
    "Remark",
    "Shutter",
    "chips_of",
    "film_said",
    "ghost_of",
    "open_live",
    "status_of",
    "words_of_state",
]
