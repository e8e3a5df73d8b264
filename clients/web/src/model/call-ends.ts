// When the calls end that this visitor knows of, what can be undone no longer, and when one may ring again (SPEC T18, T37, O12):
// by the seconds that the office tells, whatever this device's clock shows.
// Pure: knows ticket views and the time handed in.
import type { TicketView } from "../protocol/generated";

export class CallEnds {
  private readonly endsMs = new Map<string, number>();

  constructor(private readonly nowMs: () => number) {}

  /** Take tickets and rings as they were told just now. */
  take(tickets: readonly Pick<TicketView, "id" | "left_s">[]): void {
    for (const { id, left_s } of tickets) {
      if (left_s == null) this.endsMs.delete(id);
      else this.endsMs.set(id, this.nowMs() + left_s * 1_000);
    }
  }

  /** Return the seconds that are left for this ticket, at least 0; null when none are counted. */
  secondsLeft(ticket: string): number | null {
    const end = this.endsMs.get(ticket);
    return end === undefined ? null : Math.max(0, Math.ceil((end - this.nowMs()) / 1_000));
  }
}
