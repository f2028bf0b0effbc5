"""Logos: any picture in black and white, or a refusal that leaves the old one."""

import io

import numpy as np
import pytest
from PIL import Image

from app.errors import ConfigError, StoreError, UserError
from app.labelling.logos import keep_logo, logo_dots, read_logo


def picture(size=(60, 30), colour="black", mode="RGB", form="PNG"):
    into = io.BytesIO()
    Image.new(mode, size, colour).save(into, form)
    return into.getvalue()


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "GIF"])
def test_a_picture_becomes_black_and_white(form):
    assert logo_dots(picture(form=form)).all()


def test_what_is_transparent_is_paper():
    dots = Image.new("RGBA", (20, 10), (0, 0, 0, 0))
    dots.paste((0, 0, 0, 255), (0, 0, 10, 10))
    into = io.BytesIO()
    dots.save(into, "PNG")
    seen = logo_dots(into.getvalue())
    assert seen[:, :10].all()
    assert not seen[:, 10:].any()


def test_a_large_one_is_made_smaller():
    assert logo_dots(picture((3000, 1500))).shape == (600, 1200)


def test_what_was_kept_is_read(tmp_path):
    path = tmp_path / "client" / "logo.png"
    keep_logo(path, picture())
    assert np.array_equal(read_logo(path, 1), logo_dots(picture()))
    keep_logo(path, None)
    keep_logo(path, None)
    assert not path.exists()


@pytest.mark.parametrize(
    "content", [b"", b"no picture", picture(colour="white"), picture((6001, 10)), b"\x89PNG" + b"x" * (4 << 20)]
)
def test_what_is_no_logo_is_refused_and_the_old_one_stays(tmp_path, content):
    keep_logo(tmp_path / "logo.png", picture())
    before = (tmp_path / "logo.png").read_bytes()
    with pytest.raises(UserError):
        keep_logo(tmp_path / "logo.png", content)
    assert (tmp_path / "logo.png").read_bytes() == before
    assert len(list(tmp_path.iterdir())) == 1


def test_a_broken_file_is_wrong_configuration(tmp_path):
    (tmp_path / "logo.png").write_bytes(b"broken")
    with pytest.raises(ConfigError, match="logo"):
        read_logo(tmp_path / "logo.png", 1)


def test_a_disk_that_fails_is_told(tmp_path):
    (tmp_path / "client").write_text("in the way")
    with pytest.raises(StoreError):
        keep_logo(tmp_path / "client" / "logo.png", picture())
