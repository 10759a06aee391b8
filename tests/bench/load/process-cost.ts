import { readFileSync } from 'node:fs'

const msPerTick = 10
const pageBytes = 4096

/** What a process has used so far: CPU in ms (its own and the kernel's for it) and memory in MB. Linux only; elsewhere nothing. */
export function processCost(pid: number): { cpuMs: number; rssMb: number } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The name in brackets may hold anything; what is counted stands behind it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const cpuMs = (Number(fields[11]) + Number(fields[12])) * msPerTick
    return { cpuMs, rssMb: (Number(fields[21]) * pageBytes) / 1_048_576 }
  } catch {
    return undefined
  }
}
