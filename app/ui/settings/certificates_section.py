"""What certificates say of this site: who issues them, in which time and language, and what holds for all of a kind.

What is left empty is printed as not recorded, and said so here. What cannot stand on a certificate is refused before
anything is saved: the program could not start with it. Main thread.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Slot

from app.config import CertificateSettings, Settings
from app.domain.certificates import DESTRUCTION, DONATION, EXPECTED, KINDS, OF_THE_SITE, RECYCLING, detail_fault
from app.ui.certificate_words import detail_hint, detail_said, lacks_said
from app.ui.kit import Label, Segmented
from app.ui.parts import Parts
from app.ui.theme import Type
from app.ui.words import LANGUAGES, _, translated

from .rows import SavedText, SettingRow
from .scene import may_manage
from .section import Section

ISSUER = ("issuer", "address", "registration", "time_zone")
LONGEST = 300


class CertificatesSection(Section):
    """Issuer, time zone, paper, language; then the kinds, one of which is open."""

    name = "certificates"
    icon = "file-pdf"

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self._kind = DESTRUCTION
        self._settings = parts.station.settings
        self.issuer = {name: SavedText(f"certificate_{name}") for name in ISSUER}
        self._paper, self._language = Segmented("certificate_paper"), Segmented("certificate_language")
        self._kinds = Segmented("certificate_kinds")
        self.usual = {
            name: SavedText(f"certificate_usual_{name}") for name in dict.fromkeys(sum(OF_THE_SITE.values(), ()))
        }
        for field in (*self.issuer.values(), *self.usual.values()):
            field.field.setMaxLength(LONGEST)
        self._rows = {name: SettingRow(f"certificate_{name}", field) for name, field in self.issuer.items()}
        self._rows |= {
            "paper": SettingRow("certificate_paper", self._paper),
            "language": SettingRow("certificate_language", self._language),
            "kinds": SettingRow("certificate_kinds", self._kinds),
        }
        self._usual_rows = {name: SettingRow(f"certificate_usual_{name}", field) for name, field in self.usual.items()}
        self.lacks = Label("", Type.SECOND, "warn", name="certificate_lacks")
        self.scrolled(rows=(*self._rows.values(), *self._usual_rows.values()), below=self.lacks)
        self._connect()

    def _connect(self) -> None:
        for name, field in self.issuer.items():
            field.saved.connect(partial(self._on_issuer_saved, name))
        for name, field in self.usual.items():
            field.saved.connect(partial(self._on_usual_saved, name))
        self._paper.chosen.connect(self._on_paper_chosen)
        self._language.chosen.connect(self._on_language_chosen)
        self._kinds.chosen.connect(self._on_kind_chosen)

    @staticmethod
    def title() -> str:
        return _("Certificates")

    def show_settings(self, settings: Settings) -> None:
        self._settings = settings
        may, said = may_manage(self.operator), settings.certificates
        for name, field in self.issuer.items():
            field.show_text(str(getattr(said, name)))
            field.setEnabled(may)
        self._paper.show_choices([("auto", _("By country")), ("A4", "A4"), ("Letter", "Letter")], said.paper)
        languages = [("auto", _("By country")), *LANGUAGES.items(), ("de", "Deutsch")]
        self._language.show_choices(languages, said.language)
        for choice in (self._paper, self._language):
            choice.setEnabled(may)
        usual = _usual(said, self._kind)
        for name, field in self.usual.items():
            field.show_text(usual.get(name, ""))
            field.setEnabled(may)

    def retranslate(self) -> None:
        kinds = {DESTRUCTION: _("Destruction"), DONATION: _("Donation"), RECYCLING: _("Recycling")}
        self._kinds.show_choices([(kind, kinds[kind]) for kind in KINDS], self._kind)
        only = "" if may_manage(self.operator) else _("Only a supervisor or a manager changes it.")
        self._rows["issuer"].say(_("Issuer"), _("The firm that destroys, donates or recycles.") + f" {only}".rstrip())
        self._rows["address"].say(_("Address of the site"))
        self._rows["registration"].say(_("Permit or registration"), _("Of the site, as its authority numbers it."))
        self._rows["time_zone"].say(_("Time zone"), _("As in Europe/Berlin or America/New_York; empty is UTC."))
        self._rows["paper"].say(_("Paper"))
        self._rows["language"].say(_("Language of certificates"))
        self._rows["kinds"].say(_("What all of a kind say"), _("What is said at the closing of a unit goes before it."))
        for name, row in self._usual_rows.items():
            row.say(detail_said(name), _usual_hint(name))
            row.setVisible(name in OF_THE_SITE[self._kind])
        self._say_lacks()

    def _say_lacks(self) -> None:
        said = self._settings.certificates
        there = {**said.model_dump(), **_usual(said, self._kind)}
        askable = ("issuer", "address", *OF_THE_SITE[self._kind])
        missing = tuple(name for name in EXPECTED[self._kind] if name in askable and not there.get(name))
        words = lacks_said(missing)
        self.lacks.say(_("Unless somebody says it at the unit, {what}.", what=words) if words else "")
        self.lacks.setVisible(bool(words))

    def _on_issuer_saved(self, name: str, text: str) -> None:
        self.changed.emit({("certificates", name): text or None})

    def _on_usual_saved(self, name: str, text: str) -> None:
        if text and (fault := detail_fault(name, text)):
            self.noted.emit("bad", detail_said(name), translated(fault))
            self.sounded.emit("refused")
            return
        self.changed.emit({("certificates", "usual", self._kind, name): text or None})

    @Slot(str)
    def _on_paper_chosen(self, paper: str) -> None:
        self.changed.emit({("certificates", "paper"): paper})

    @Slot(str)
    def _on_language_chosen(self, code: str) -> None:
        self.changed.emit({("certificates", "language"): code})

    @Slot(str)
    def _on_kind_chosen(self, kind: str) -> None:
        self._kind = kind
        self.show_settings(self._settings)
        self.retranslate()


def _usual_hint(name: str) -> str:
    if name == "treatment":
        return _("reuse, remanufacturing, recycling, recovery or disposal")
    return detail_hint(name)


def _usual(said: CertificateSettings, kind: str) -> dict[str, str]:
    """What each certificate of this kind says, unless it is told otherwise."""
    return next((details for known, details in said.usual.items() if known == kind), {})
