import type { Problem } from '../api/problems.ts'
import type { Flow } from '../flow.ts'
import { chartOf } from './chart.ts'
import type { DoctorFacts } from './facts.ts'
import { readWithin } from './read-within.ts'
import type { Rule } from './rule.ts'
import { badTemplate } from './rules/bad-template.ts'
import { commandClash } from './rules/command-clash.ts'
import { configInvalid } from './rules/config-invalid.ts'
import { danglingEdge } from './rules/dangling-edge.ts'
import { deadEnd } from './rules/dead-end.ts'
import { duplicateId } from './rules/duplicate-id.ts'
import { duplicateOption } from './rules/duplicate-option.ts'
import { emptyText } from './rules/empty-text.ts'
import { flowMissing } from './rules/flow-missing.ts'
import { innerAddress } from './rules/inner-address.ts'
import { limitsCross } from './rules/limits-cross.ts'
import { loopWithoutWait } from './rules/loop-without-wait.ts'
import { missingTranslation } from './rules/missing-translation.ts'
import { neverAnswers } from './rules/never-answers.ts'
import { noHours } from './rules/no-hours.ts'
import { noTimeLimit } from './rules/no-time-limit.ts'
import { optionsAlike } from './rules/options-alike.ts'
import { outdatedTranslation } from './rules/outdated-translation.ts'
import { ownHeader } from './rules/own-header.ts'
import { sameOutput } from './rules/same-output.ts'
import { secretInText } from './rules/secret-in-text.ts'
import { secretUse } from './rules/secret-use.ts'
import { severalEdges } from './rules/several-edges.ts'
import { starts } from './rules/starts.ts'
import { teamUnknown } from './rules/team-unknown.ts'
import { templateState } from './rules/template-state.ts'
import { unknownLanguage } from './rules/unknown-language.ts'
import { unknownNodeType } from './rules/unknown-node-type.ts'
import { unreachable } from './rules/unreachable.ts'
import { variableUnset } from './rules/variable-unset.ts'
import { variableUnused } from './rules/variable-unused.ts'

const rules: Rule[] = [
  unknownNodeType,
  configInvalid,
  limitsCross,
  starts,
  duplicateId,
  danglingEdge,
  severalEdges,
  loopWithoutWait,
  emptyText,
  badTemplate,
  duplicateOption,
  sameOutput,
  flowMissing,
  secretUse,
  innerAddress,
  ownHeader,
  noHours,
  teamUnknown,
  templateState,
  commandClash,
  optionsAlike,
  deadEnd,
  unreachable,
  neverAnswers,
  noTimeLimit,
  missingTranslation,
  outdatedTranslation,
  unknownLanguage,
  variableUnset,
  variableUnused,
  secretInText,
]

/** Everything wrong with a flow that fits its schema: errors first, then in the order of its nodes, the flow's own problems before them. */
export function examine(flow: Flow, facts: DoctorFacts): Problem[] {
  const chart = chartOf(flow, readWithin(facts))
  const rank = ({ severity, nodeId }: Problem): number =>
    (severity === 'error' ? 0 : 1_000_000) + (nodeId === undefined ? 0 : 1 + (chart.node(nodeId)?.order ?? 0))
  return rules.flatMap((rule) => rule(chart)).sort((one, other) => rank(one) - rank(other))
}
