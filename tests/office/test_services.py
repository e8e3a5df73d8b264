"""A service that cannot work is rejected when it is configured."""

import pytest

from madang_office.services import Service, ServiceFault, UsualLength

TITLE = {"ko": "세금", "en": "Tax"}


@pytest.mark.parametrize("prefix", ["", "ABCD", "a", "세", "A1"])
def test_a_prefix_must_be_letters_that_can_be_said(prefix):
    with pytest.raises(ServiceFault, match="prefix"):
        Service(id="tax", title=TITLE, prefix=prefix)


@pytest.mark.parametrize("title", [{}, {"ko": "세금"}])
def test_a_title_is_needed_in_both_languages(title):
    with pytest.raises(ServiceFault, match="ko and en"):
        Service(id="tax", title=title, prefix="T")


@pytest.mark.parametrize("bounds", [(-1, 5), (9, 5)])
def test_a_usual_length_has_its_bounds_in_order(bounds):
    with pytest.raises(ServiceFault):
        UsualLength(*bounds)
