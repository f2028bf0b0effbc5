"""The demo: a shift of three inspectors and a supervisor over a fresh profile, at the same bench as a real one.

    catalogue      forty articles, 120 announced returns; their pictures are drawn by program
    script         the lines of `resources/demo/shift.jsonl`
    looking        what lies before the camera at each act
    playing        plays the lines with somebody's hands
    script_hands   hands that work by `play`
    day            makes the profile, plays, leaves what came of it in a folder

`load_catalogue` also fills a new station for whoever wants to try the program.
"""

from app.demo.catalogue import load_catalogue
from app.demo.day import play_demo

__all__ = ["load_catalogue", "play_demo"]
