import type { Problem } from '#schemas/api/problems.ts'
import { fixesOf } from './fixes.ts'

const byNode = new WeakMap<Problem[], Map<string, Problem[]>>()
const none: Problem[] = []

/** The problems of one node, errors first. */
export function problemsOf(problems: Problem[], nodeId: string): Problem[] {
  let known = byNode.get(problems)
  if (!known) {
    const rank = (problem: Problem) => Number(problem.severity === 'warning')
    known = new Map()
    for (const problem of [...problems].sort((one, other) => rank(one) - rank(other)))
      for (const id of problem.nodeIds ?? [problem.nodeId ?? []].flat()) {
        const ofNode = known.get(id)
        if (ofNode) ofNode.push(problem)
        else known.set(id, [problem])
      }
    byNode.set(problems, known)
  }
  return known.get(nodeId) ?? none
}

const edgesOf = new WeakMap<Problem[], Set<string>>()

/** The edges that are wrong in themselves: their problem can be mended by deleting them. */
export function brokenEdges(problems: Problem[]): Set<string> {
  let known = edgesOf.get(problems)
  if (!known) {
    known = new Set(problems.flatMap(fixesOf).flatMap((fix) => (fix.do === 'delete-edge' ? [fix.edgeId] : [])))
    edgesOf.set(problems, known)
  }
  return known
}
