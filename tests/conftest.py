"""What holds for every test: time limits decide nothing, neither an example's nor its making."""

from hypothesis import HealthCheck, settings

settings.register_profile("madang", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("madang")

pytest_plugins = [
    "tests.async_guards",
    "tests.postgresql_server",
    "tests.redis_server",
    "tests.s3_server",
    "tests.smtp_server",
    "tests.clamd_server",
]
