// The chime of a call and the softer one of news: a few notes, made here, never before the person has touched the page. Knows WebAudio only.

const CALL_HZ = [659.25, 523.25, 783.99];
const NEWS_HZ = [587.33, 783.99];
const NOTE_S = 0.42;
const LOUDNESS = 0.22;

export class Sound {
  private audio: AudioContext | null = null;

  /** Browsers allow sound only after a gesture: call this from one. */
  allow(): void {
    this.audio ??= typeof AudioContext === "undefined" ? null : new AudioContext();
    if (this.audio?.state === "suspended") void this.audio.resume();
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
    if (audio === null || audio.state !== "running") return;
    for (const [index, pitch] of pitches.entries())
      strike(audio, pitch, audio.currentTime + index * NOTE_S * 0.6, loudness);
  }
}

function strike(audio: AudioContext, pitchHz: number, at: number, loudness: number): void {
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
}
