"""Screens on which every view of the page must stand, and the question whether it does."""

from playwright.sync_api import ViewportSize

DESK: ViewportSize = {"width": 1280, "height": 800}  # a common screen of an office
PHONE: ViewportSize = {"width": 390, "height": 844}
SMALL: ViewportSize = {"width": 360, "height": 640}  # the smallest phone that is sold
ZOOMED: ViewportSize = {"width": 320, "height": 256}  # 1280 x 1024 at 400 % (WCAG 1.4.10)
WIDER_THAN_THE_PAGE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
