"""The settings page: this bench, its people, its devices, the rules that are loaded, and what the program is.

scene            what is said of settings, codes, people and rules, without a widget
rows             a setting in its row, a text that is saved, the list of sections
section          what every section is and is told
station_section  name, site, languages, theme, size of text, tones
people_section   who may work here; person_card: one of them; new_person: one more
scanner_section  a field that shows what really came, and how the scanner is set up
camera_section   the live picture, its source, the codes it reads
printer_section  printer and scale
labels_section   the labels, and a client's own of them; label_pane, dots, offer: its parts
labels_scene     what is said of labels, without a widget
rules_section    checklists and policies, to be read
about_section    version, folders, what the doctor finds
page             the page that holds them, and the road to `config.toml`
"""
