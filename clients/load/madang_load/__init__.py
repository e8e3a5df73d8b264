"""Simulated visitors: citizens who walk, talk and take tickets, and officers who serve them. Knows the wire alone.

The command line (`cli.py`) makes an Order. The Coordinator starts worker processes and adds up what they measured. Each Worker
opens its share of the connections and runs their Schedule. `report.py` makes figures of the outcome.
"""
