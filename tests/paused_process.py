"""A server's process that a test stops, lets go on and kills. Knows signals, no server."""

import signal
import subprocess
from dataclasses import dataclass


@dataclass
class PausedProcess:
    """It runs."""

    process: subprocess.Popen[bytes]

    def pause(self) -> None:
        """Stop it: connections stay open and nothing is answered."""
        self.process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        self.process.send_signal(signal.SIGCONT)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
