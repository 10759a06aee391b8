import type { VariableValue } from '#schemas/conversation.ts'
import classes from './try.module.css'

/** Names and values, one under the other. */
export function Facts({ facts }: { facts: (readonly [string, VariableValue])[] }) {
  return (
    <dl className={classes.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd dir="auto">{said(value)}</dd>
        </div>
      ))}
    </dl>
  )
}

const said = (value: VariableValue): string =>
  typeof value === 'string'
    ? value
    : value === null
      ? '–'
      : Array.isArray(value)
        ? value.map(said).join(', ')
        : JSON.stringify(value)
