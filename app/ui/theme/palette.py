"""Qt's own palette from a theme: what no style sheet reaches, and the tones of all text.

A text takes its colour from the palette by a role, so that another theme costs it nothing but its next paint. Fusion
draws frames with some of these roles; nothing of ours is left to it. Main thread.
"""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from .tokens import Theme

Role, Group = QPalette.ColorRole, QPalette.ColorGroup


TONES: dict[str, QPalette.ColorRole] = {
    "ink": Role.WindowText,
    "second": Role.LinkVisited,
    "third": Role.PlaceholderText,
    "accent": Role.Link,
    "on_accent": Role.Light,
    "ok": Role.Midlight,
    "warn": Role.Mid,
    "bad": Role.BrightText,
    "faded": Role.Dark,
}
"""The role that a tone of text has in the palette."""


def palette(theme: Theme) -> QPalette:
    """Every role named: none is left to the platform."""
    made = QPalette()
    for role, colour in _roles(theme).items():
        made.setColor(role, QColor(colour))
    for role in (Role.Text, Role.ButtonText, Role.HighlightedText):
        made.setColor(Group.Disabled, role, QColor(theme.third))
    made.setColor(Group.Disabled, Role.Highlight, QColor(theme.line))
    return made


def _roles(theme: Theme) -> dict[QPalette.ColorRole, str]:
    tones = {role: str(getattr(theme, tone)) for tone, role in TONES.items()}
    return tones | {
        Role.Window: theme.background,
        Role.Base: theme.panel,
        Role.AlternateBase: theme.background,
        Role.ToolTipBase: theme.ink,
        Role.ToolTipText: theme.panel,
        Role.Text: theme.ink,
        Role.Button: theme.panel,
        Role.ButtonText: theme.ink,
        Role.Shadow: theme.line,
        Role.Highlight: theme.accent,
        Role.HighlightedText: theme.on_accent,
        Role.Accent: theme.accent,
    }
