import type { Fix, Problem } from '../../api/problems.ts'
import { pickText } from '../../text.ts'
import type { Chart, ChartNode } from '../chart.ts'
import type { OutputFacts } from '../facts.ts'
import { problem } from '../problems.ts'
import type { Rule } from '../rule.ts'

/** An output that has to lead somewhere and does not: whoever takes it is left without a word. */
export const deadEnd: Rule = (chart) => {
  const usual = usualNoAnswerTarget(chart)
  return chart.nodes
    .filter(chart.isReachable)
    .flatMap((node) =>
      node.outputs
        .filter((output) => output.needed && !chart.edgeFrom(node.id, output.name))
        .map((output) => leadsNowhere(chart, node, output, usual)),
    )
}

function leadsNowhere({ flow }: Chart, { id, name }: ChartNode, output: OutputFacts, usual: string | undefined): Problem {
  const { default: language } = flow.languages
  const label = typeof output.label === 'string' ? output.label : pickText(output.label, language, language) || output.name
  const noAnswer = output.kind === 'no-answer'
  const fix: Fix =
    noAnswer && usual !== undefined && usual !== id
      ? { do: 'connect', nodeId: id, output: output.name, target: usual }
      : { do: 'end-here', nodeId: id, output: output.name }
  return problem(noAnswer ? 'no-answer-leads-nowhere' : 'dead-end', {
    nodeId: id,
    output: output.name,
    values: { node: name, output: label },
    fix,
    otherFixes: [{ do: 'connect-to', nodeId: id, output: output.name }],
  })
}

/** Where most other unanswered questions lead: the sensible place for this one too. */
function usualNoAnswerTarget({ nodes, edgeFrom }: Chart): string | undefined {
  const votes = new Map<string, number>()
  for (const { id, outputs } of nodes)
    for (const { kind, name } of outputs) {
      const target = kind === 'no-answer' ? edgeFrom(id, name)?.target : undefined
      if (target !== undefined) votes.set(target, (votes.get(target) ?? 0) + 1)
    }
  return [...votes].sort((one, other) => other[1] - one[1])[0]?.[0]
}
