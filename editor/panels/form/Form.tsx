import { valueAt } from '#schemas/json-pointer.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Section } from '../Panel.tsx'
import classes from './form.module.css'
import { LanguageTabs } from './LanguageTabs.tsx'
import { type FieldSchema, type FormField, type FormSection, labelOf, sectionsOf } from './schema.ts'
import { errorAt, type FormScope, FormScopeContext, RowsContext, useFormScope } from './scope.ts'
import { type Widget, widgetFor } from './widgets.ts'

export interface FormProps {
  schema: FieldSchema
  scope: FormScope
  /** Controls of its owner's own for some settings, by name. */
  widgets?: Record<string, Widget>
}

/** The settings of a thing, drawn from its JSON Schema: a section per `x-section`, a control per property. */
export function Form({ schema, scope, widgets = {} }: FormProps) {
  const sections = sectionsOf(schema, scope.value)
  const firstText = sections.find((section) => section.fields.some(isLocalised))
  return (
    <FormScopeContext value={scope}>
      {sections.map((section) => (
        <Section key={section.title ?? ''} title={headingOf(section)}>
          {section === firstText && <LanguageTabs texts={scope.value} />}
          <FormRows fields={section.fields} widgets={widgets} />
        </Section>
      ))}
    </FormScopeContext>
  )
}

/** One control under the other. */
function FormRows({ fields, widgets = {} }: { fields: FormField[]; widgets?: Record<string, Widget> }) {
  return (
    <RowsContext value={FormRows}>
      <div className={classes.rows}>
        {fields.map((field) => (
          <FormRow key={field.pointer} field={field} widget={widgets[field.name] ?? widgetFor(field.schema)} />
        ))}
      </div>
    </RowsContext>
  )
}

function FormRow({ field, widget: Control }: { field: FormField; widget: Widget }) {
  const scope = useFormScope()
  const problem = scope.problemAt(field.pointer)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: nothing to press; leaving any control inside ends the undo step
    <div data-pointer={field.pointer} onBlur={scope.settle}>
      <Control
        field={field}
        value={valueAt(scope.value, field.pointer)}
        onChange={(value) => scope.change(field.pointer, value)}
        error={errorAt(scope, field.pointer)}
        disabled={scope.disabled}
      />
      {problem?.severity === 'warning' && (
        <p className={classes.warning}>
          <Icon name="alert-triangle" size={14} />
          {problem.message}
        </p>
      )}
    </div>
  )
}

/** A section that is one thing by the same name has one heading: that thing's own. */
const headingOf = ({ title, fields: [first] }: FormSection): string | undefined =>
  first && labelOf(first) === title ? undefined : title

const isLocalised = ({ schema }: FormField): boolean =>
  ['localised-text', 'localised-words', 'options'].includes(schema['x-field'] ?? '')
