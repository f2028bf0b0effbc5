"""Qt's own palette from a theme, for what no style sheet reaches. Main thread."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from .tokens import Theme

Role, Group = QPalette.ColorRole, QPalette.ColorGroup


def palette(theme: Theme) -> QPalette:
    """Every role named: none is left to the platform."""
    made = QPalette()
    for role, colour in _roles(theme).items():
        made.setColor(role, QColor(colour))
    for role in (Role.WindowText, Role.Text, Role.ButtonText, Role.HighlightedText):
        made.setColor(Group.Disabled, role, QColor(theme.third))
    made.setColor(Group.Disabled, Role.Highlight, QColor(theme.line))
    return made


def _roles(theme: Theme) -> dict[QPalette.ColorRole, str]:
    return {
        Role.Window: theme.background,
        Role.WindowText: theme.ink,
        Role.Base: theme.panel,
        Role.AlternateBase: theme.background,
        Role.ToolTipBase: theme.ink,
        Role.ToolTipText: theme.panel,
        Role.PlaceholderText: theme.third,
        Role.Text: theme.ink,
        Role.Button: theme.panel,
        Role.ButtonText: theme.ink,
        Role.BrightText: theme.bad,
        Role.Light: theme.panel,
        Role.Midlight: theme.hover,
        Role.Mid: theme.line,
        Role.Dark: theme.third,
        Role.Shadow: theme.line,
        Role.Highlight: theme.accent,
        Role.HighlightedText: theme.on_accent,
        Role.Link: theme.accent,
        Role.LinkVisited: theme.accent,
        Role.Accent: theme.accent,
    }
