"""Which kind of device a browser says that it is on, roughly: enough to know one's own again. Pure: reads one header.

What a browser says of itself proves nothing, and is never used to decide anything.
"""

AGENT_CHARS_MAX = 400
UNKNOWN = "unknown"
# The first that is found in what the browser says; the order matters, since each says the names of others too.
_SYSTEMS = (
    ("iphone", "phone/ios"),
    ("ipad", "tablet/ios"),
    ("android", "phone/android"),  # a tablet does not say "mobile"
    ("windows", "computer/windows"),
    ("cros", "computer/chromeos"),
    ("mac os", "computer/macos"),
    ("linux", "computer/linux"),
)
_BROWSERS = (
    ("edg", "edge"),
    ("whale", "whale"),
    ("samsungbrowser", "samsung"),
    ("firefox", "firefox"),
    ("fxios", "firefox"),
    ("chrome", "chrome"),
    ("crios", "chrome"),
    ("safari", "safari"),
)


def device_of(agent: str) -> str:
    """Return `kind/system/browser` (`phone/android/chrome`) of a `User-Agent`, or `unknown`."""
    said = agent[:AGENT_CHARS_MAX].lower()
    system = next((found for name, found in _SYSTEMS if name in said), None)
    browser = next((found for name, found in _BROWSERS if name in said), "other")
    if system is None:
        return UNKNOWN
    if system == "phone/android" and "mobile" not in said:
        system = "tablet/android"
    return f"{system}/{browser}"
