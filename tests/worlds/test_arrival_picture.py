"""The picture of the first page is the hall as it is now, and light."""

from madang_worlds.art.arrival import BYTES_MAX, PICTURE, main


def test_the_picture_is_of_the_hall_as_it_is_drawn() -> None:
    assert main(["--check"]) == 0, "run `make art`"


def test_the_picture_is_light() -> None:
    assert 4_000 < PICTURE.stat().st_size <= BYTES_MAX
