"""The tones of the bench: taken, refused, done, and one for each family of bins. Each is shown as well as heard.

sounds = Sounds(parent, volume)       sounds.play("taken"), sounds.set_volume(0.4)
sounds.sounded.connect(pulse.on_sounded)     its visual twin, `app.ui.kit.Pulse`
family_of(route, held=False)          sell, work, back, away, quarantine or hold: play that when a unit is finished
what they are played with is opened in pieces, by itself, ahead of the first tone
"""

from .player import Sounds as Sounds
from .tones import TONES as TONES
from .tones import family_of as family_of

__all__ = ["TONES", "Sounds", "family_of"]
