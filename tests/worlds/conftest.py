"""How the properties of worlds are searched: time never decides a test, so a busy machine fails none."""

from hypothesis import HealthCheck, settings

settings.register_profile("worlds", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("worlds")
