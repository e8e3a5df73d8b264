"""What each durable command does, by what it is about. Every function decides over a unit of work and writes nothing itself."""
