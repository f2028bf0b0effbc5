"""What stands of one printer in the settings, and what its buttons ask for."""

import pytest

from app.config import PrinterSettings
from app.ui.settings.printer_block import PrinterBlock


@pytest.fixture
def block(qtbot, dressed):
    made = PrinterBlock(PrinterSettings(name="tags", transport="tcp://10.0.0.9", stock="102x152"), 1)
    qtbot.addWidget(made)
    made.retranslate()
    return made


def test_it_says_what_is_set_up_and_how_it_is(block):
    block.say_state("tags is ready")
    said = dict(block.facts.facts)
    assert (said["Printer"], said["Labels in it"], said["How it is"]) == (
        "tags", "102 × 152 mm · 203 dpi", "tags is ready",
    )  # fmt: skip
    assert said["Prints"] == "Whatever fits its labels"


def test_its_buttons_name_it(qtbot, block):
    for button, signal in ((block.look, block.look_asked), (block.test, block.test_asked)):
        with qtbot.waitSignal(signal) as told:
            button.click()
        assert told.args == ["tags"]
    assert block.test.objectName() == "printer_test_1"


def test_a_virtual_printer_is_called_so_in_words(qtbot, dressed):
    made = PrinterBlock(PrinterSettings(), 0)
    qtbot.addWidget(made)
    made.retranslate()
    said = dict(made.facts.facts)
    assert (said["Way to it"], said["Labels in it"]) == ("Virtual", "any size · 203 dpi")
