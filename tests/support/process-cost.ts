import { readFileSync } from 'node:fs'

const msPerTick = 10

export interface ProcessCost {
  /** CPU so far: its own and the kernel's for it. */
  cpuMs: number
  /** Memory of its own: pages of a mapped data file, which the system takes back when it needs them, are left out. */
  memoryMb: number
  /** Handed to the disk so far. */
  writtenKb: number
}

/** What a process has used. Linux only; elsewhere nothing. */
export function processCost(pid: number): ProcessCost | undefined {
  try {
    const read = (name: string): string => readFileSync(`/proc/${pid}/${name}`, 'latin1')
    const stat = read('stat')
    // The name in brackets may hold anything; what is counted stands behind it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return {
      cpuMs: (Number(fields[11]) + Number(fields[12])) * msPerTick,
      memoryMb: Number(/RssAnon:\s+(\d+)/.exec(read('status'))?.[1]) / 1024,
      writtenKb: Number(/^write_bytes: (\d+)/m.exec(read('io'))?.[1]) / 1024,
    }
  } catch {
    return undefined
  }
}
