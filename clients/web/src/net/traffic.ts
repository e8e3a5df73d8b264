// What went over the connection since the page was opened: frames and bytes, each way, and how often it was made. Numbers only.

export class Traffic {
  framesIn = 0;
  bytesIn = 0;
  framesOut = 0;
  bytesOut = 0;
  joined = 0;

  came(bytes: number): void {
    this.framesIn += 1;
    this.bytesIn += bytes;
  }

  went(bytes: number): void {
    this.framesOut += 1;
    this.bytesOut += bytes;
  }
}
