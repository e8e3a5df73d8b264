"""The services that come with Madang. Each is one file, and an example for those who write their own."""
