let context: AudioContext | null = null;

/** A browser makes no sound before somebody has touched the page: called by that touch. `heard`: it says so at once. */
export async function allowSound(how: 'heard' | 'silent' = 'heard'): Promise<void> {
  context ??= new AudioContext();
  await context.resume();
  if (how === 'heard') ring();
}

/** Two short tones for something new, one low one for something that was taken back. */
export function ring(kind: 'new' | 'notice' = 'new'): void {
  if (context?.state !== 'running') return;
  const tones = kind === 'new' ? [880, 1175] : [330];
  tones.forEach((frequency, index) => tone(context, frequency, index * 0.16));
}

function tone(audio: AudioContext | null, frequency: number, delay: number): void {
  if (!audio) return;
  const begin = audio.currentTime + delay;
  const volume = audio.createGain();
  volume.gain.setValueAtTime(0.001, begin);
  volume.gain.exponentialRampToValueAtTime(0.35, begin + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.001, begin + 0.15);
  volume.connect(audio.destination);
  const source = audio.createOscillator();
  source.frequency.value = frequency;
  source.connect(volume);
  source.start(begin);
  source.stop(begin + 0.16);
}
