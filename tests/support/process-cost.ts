import { readFileSync } from 'node:fs'

const msPerTick = 10

export interface ProcessCost {
  /** CPU so far: its own and the kernel's for it. */
  cpuMs: number
  /** Memory of its own: pages of a mapped data file, which the system takes back when it needs them, are left out. */
  memoryMb: number
  /**
   * Handed to the system to write so far: into files, and what goes out on connections. The bytes that it counts for the disk itself are
   * far too many where its cache holds files in large folios, each counted whole for a page in it (Linux 6.16 and later).
   */
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
      writtenKb: Number(/^wchar: (\d+)/m.exec(read('io'))?.[1]) / 1024,
    }
  } catch {
    return undefined
  }
}
