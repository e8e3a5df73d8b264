"""Simulated visitors: citizens who walk, talk and take tickets, officers who serve them. Knows the wire alone."""
