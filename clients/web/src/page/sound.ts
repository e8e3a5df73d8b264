// The chime of a call and the softer one of news: a few notes, made here, never before the person has touched the page.
// Between them the loudspeaker rests: one that is kept open for silence costs a phone's battery. Knows WebAudio only.

const CALL_HZ = [659.25, 523.25, 783.99];
const NEWS_HZ = [587.33, 783.99];
const NOTE_S = 0.42;
const LOUDNESS = 0.22;

export class Sound {
  private audio: AudioContext | null = null;
  private allowed = false;
  private playing = 0;

  /** Browsers allow sound only after a gesture: call this from one. */
  allow(): void {
    if (this.allowed || typeof AudioContext === "undefined") return;
    const audio = this.audio ?? new AudioContext();
    this.audio = audio;
    void audio.resume().then(() => {
      this.allowed = true;
      this.rest(audio);
    });
  }

  /** My number is called. */
  chime(): void {
    this.play(CALL_HZ, LOUDNESS);
  }

  /** Something has changed. */
  note(): void {
    this.play(NEWS_HZ, LOUDNESS / 2);
  }

  private play(pitches: readonly number[], loudness: number): void {
    const audio = this.audio;
    if (audio === null || !this.allowed) return;
    this.playing += 1;
    void audio.resume().then(() => {
      const notes = pitches.map((pitch, index) =>
        strike(audio, pitch, audio.currentTime + index * NOTE_S * 0.6, loudness),
      );
      notes.at(-1)?.addEventListener("ended", () => {
        this.playing -= 1;
        this.rest(audio);
      });
    });
  }

  private rest(audio: AudioContext): void {
    if (this.playing === 0) void audio.suspend();
  }
}

function strike(audio: AudioContext, pitchHz: number, at: number, loudness: number): OscillatorNode {
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  tone.type = "sine";
  tone.frequency.value = pitchHz;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(loudness, at + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + NOTE_S * 2);
  tone.connect(volume).connect(audio.destination);
  tone.start(at);
  tone.stop(at + NOTE_S * 2);
  return tone;
}
