import { registry } from '#nodes/registry.ts'
import { examine } from '#schemas/doctor/examine.ts'
import { validateFlowDocument } from '#schemas/validate.ts'
import { readConfig } from '#server/config.ts'
import { createFlow } from '#server/flows/create-flow.ts'
import { doctorFacts } from '#server/flows/doctor-facts.ts'
import { publishFlow } from '#server/flows/publish-flow.ts'
import { saveDraft } from '#server/flows/save-draft.ts'
import { createLog } from '#server/log.ts'
import { loadSecretKey, makeSecrets } from '#server/secret-key.ts'
import { startSimulation } from '#server/simulation.ts'
import { openStore } from '#server/store/open.ts'
import { median } from '#tests/support/median.ts'
import { bigFlow } from './big-flow.ts'

/** What a flow of 1,000 nodes costs its author, in ms: to be checked, and to be published. Prints medians; the first of each is the first ever. */
const times = Number(process.argv[2] ?? 10)
const text = JSON.stringify(bigFlow(1_000))
const facts = doctorFacts(registry, { flows: [] })

const checks = await timed(async () => {
  const checked = validateFlowDocument(JSON.parse(text))
  const problems = checked.ok ? examine(checked.value, facts) : checked.problems
  if (problems.length > 0) throw new Error(`the flow has problems: ${JSON.stringify(problems[0])}`)
})

const config = readConfig(process.env)
const store = await openStore({ folder: config.dataFolder, ...(config.mongodbUri ? { mongoUri: config.mongodbUri } : {}) })
const secrets = makeSecrets(
  loadSecretKey({ dataFolder: config.dataFolder, ...(config.secretKey ? { given: config.secretKey } : {}) }),
)
const { deps, close } = await startSimulation({
  config,
  store,
  secrets,
  log: createLog('error'),
  editorFolder: config.dataFolder,
  clock: { now: Date.now },
})
const actor = { caller: { user: { id: 'author', name: 'Author', email: 'author@shop.example' } }, workspaceId: 'author' }
const flow = JSON.parse(text)
const { id } = await createFlow(deps, actor, { name: flow.name, flow })
let revision = 1
const publishes = await timed(
  () => publishFlow(deps, actor, id, { revision }),
  async () => {
    revision = (await saveDraft(deps, actor, id, { revision, flow })).revision
  },
)
await close()
await store.close()
process.stdout.write(`${JSON.stringify({ checks, publishes })}\n`)
process.exit(0)

async function timed(
  act: () => Promise<unknown>,
  prepare = async (): Promise<void> => {},
): Promise<{ first: number; median: number }> {
  const all: number[] = []
  for (let i = 0; i < times; i++) {
    await prepare()
    const began = performance.now()
    await act()
    all.push(performance.now() - began)
  }
  const first = all[0] as number
  return { first, median: median(all) }
}
