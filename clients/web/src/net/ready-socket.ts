// A socket that is opened ahead, for somebody who is about to come in: two round trips less. Nothing is said on it; the office would
// ask after ten seconds where the hello is (SPEC S1), so it is let go before, and opened again when the person goes on.
import type { Powers, Socket } from "./connection";

const READY_MS_MAX = 8_000;
const SOCKET_OPEN = 1;

export class ReadySocket {
  private socket: Socket | null = null;
  private cancel: () => void = () => {};

  constructor(private readonly powers: Pick<Powers, "open" | "later">) {}

  open(subprotocol: string): void {
    if (this.socket !== null) return;
    const socket = this.powers.open(subprotocol);
    this.socket = socket;
    socket.onclose = () => {
      if (this.socket === socket) this.letGo();
    };
    this.cancel = this.powers.later(() => {
      socket.close(1000);
      this.letGo();
    }, READY_MS_MAX);
  }

  /** Hand over the socket, connecting or open, without listeners; null when there is none. */
  take(): Socket | null {
    const socket = this.letGo();
    if (socket === null || socket.readyState > SOCKET_OPEN) return null;
    socket.onclose = null;
    return socket;
  }

  private letGo(): Socket | null {
    this.cancel();
    const { socket } = this;
    this.socket = null;
    return socket;
  }
}
