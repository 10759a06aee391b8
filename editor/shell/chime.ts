export type Alert = 'waits' | 'wrote' | 'noted' | 'reminds'

let context: AudioContext | undefined

/** Two tones, rising for a new chat and level for a message; made here, so that nothing is fetched. Silent until the page was used. */
export function chime(alert: Alert): void {
  if (typeof AudioContext === 'undefined' || !navigator.userActivation?.hasBeenActive) return
  context ??= new AudioContext()
  const { currentTime: now, destination } = context
  const tones = alert === 'waits' ? [660, 880] : [660, 660]
  for (const [i, frequency] of tones.entries()) {
    const at = now + i * 0.14
    const tone = new OscillatorNode(context, { frequency })
    const volume = new GainNode(context, { gain: 0 })
    volume.gain.setValueAtTime(0, at)
    volume.gain.linearRampToValueAtTime(0.12, at + 0.01)
    volume.gain.exponentialRampToValueAtTime(0.001, at + 0.13)
    tone.connect(volume).connect(destination)
    tone.start(at)
    tone.stop(at + 0.14)
  }
  document.dispatchEvent(new CustomEvent('alur-chime', { detail: alert }))
}
