// What a display says aloud: a chime, then the number in each language, one call after another. Silent until somebody turns it on.
import { type Call, keyOf, type Language } from "./board";
import { WORDS } from "./words";

const CHIME_HZ = [659.25, 523.25] as const;
const NOTE_S = 0.45;
const LOUDNESS = 0.3;
const LOCALES: Readonly<Record<Language, string>> = { ko: "ko-KR", en: "en-GB" };
const SPOKEN_WITHIN_MS = 15_000; // a voice that never says that it has ended holds no call up

export type VoiceState = "off" | "on" | "mute";

export class Voice {
  private audio: AudioContext | null = null;
  private waiting: Call[] = [];
  private isSpeaking = false;

  /** `isCalled`: whether that call still stands when its turn has come. `changed`: the voices of this device are known now. */
  constructor(
    private readonly languages: () => readonly Language[],
    private readonly isCalled: (call: Call) => boolean,
    changed: () => void,
  ) {
    globalThis.speechSynthesis?.addEventListener?.("voiceschanged", changed);
  }

  /** Browsers allow sound only after a gesture: call this from one. */
  async turn(isOn: boolean): Promise<void> {
    if (!isOn) {
      await this.audio?.close();
      this.audio = null;
      this.waiting = [];
      globalThis.speechSynthesis?.cancel();
      return;
    }
    this.audio = new AudioContext();
    await this.audio.resume();
    this.chime();
  }

  get state(): VoiceState {
    if (this.audio?.state !== "running") return "off";
    return this.languages().every((language) => voiceOf(language) !== null) ? "on" : "mute";
  }

  say(calls: readonly Call[]): void {
    if (this.audio === null) return;
    this.waiting.push(...calls);
    if (!this.isSpeaking) void this.speak();
  }

  private async speak(): Promise<void> {
    this.isSpeaking = true;
    for (let call = this.waiting.shift(); call !== undefined; call = this.waiting.shift()) {
      if (!this.isCalled(call)) continue; // they have come meanwhile
      this.chime();
      await new Promise((resolve) => setTimeout(resolve, NOTE_S * CHIME_HZ.length * 1_000));
      for (const language of this.languages()) await utter(WORDS[language].spoken(call), language);
    }
    this.isSpeaking = false;
  }

  private chime(): void {
    const { audio } = this;
    if (audio === null) return;
    for (const [index, pitch] of CHIME_HZ.entries()) strike(audio, pitch, audio.currentTime + index * NOTE_S * 0.7);
  }
}

/** Whether the same call still stands. */
export function stands(call: Call, called: readonly Call[]): boolean {
  return called.some((one) => keyOf(one) === keyOf(call));
}

function voiceOf(language: Language): SpeechSynthesisVoice | null {
  const voices = globalThis.speechSynthesis?.getVoices() ?? [];
  return voices.find(({ lang }) => lang.toLowerCase().startsWith(language)) ?? null;
}

function utter(words: string, language: Language): Promise<void> {
  const voice = voiceOf(language);
  if (voice === null) return Promise.resolve();
  const utterance = new SpeechSynthesisUtterance(words);
  Object.assign(utterance, { voice, lang: LOCALES[language], rate: 0.9 });
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, SPOKEN_WITHIN_MS);
    utterance.onend = utterance.onerror = () => {
      clearTimeout(timer);
      resolve();
    };
    speechSynthesis.speak(utterance);
  });
}

function strike(audio: AudioContext, pitchHz: number, at: number): void {
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  tone.frequency.value = pitchHz;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(LOUDNESS, at + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + NOTE_S * 1.6);
  tone.connect(volume).connect(audio.destination);
  tone.start(at);
  tone.stop(at + NOTE_S * 1.6);
}
