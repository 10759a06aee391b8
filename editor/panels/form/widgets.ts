import type { ComponentType, FunctionComponent } from 'react'
import { ConditionsField } from './fields/ConditionsField.tsx'
import { DurationField } from './fields/DurationField.tsx'
import { FlowField } from './fields/FlowField.tsx'
import { GroupField } from './fields/GroupField.tsx'
import { JsonField } from './fields/JsonField.tsx'
import { LanguagesField } from './fields/LanguagesField.tsx'
import { ListField } from './fields/ListField.tsx'
import { LocalisedTextField } from './fields/LocalisedTextField.tsx'
import { MessageTemplateField } from './fields/MessageTemplateField.tsx'
import { NumberField } from './fields/NumberField.tsx'
import { OptionsField } from './fields/OptionsField.tsx'
import { PairsField } from './fields/PairsField.tsx'
import { PatternField } from './fields/PatternField.tsx'
import { PurposeField } from './fields/PurposeField.tsx'
import { SelectField } from './fields/SelectField.tsx'
import { SharesField } from './fields/SharesField.tsx'
import { SwitchField } from './fields/SwitchField.tsx'
import { TeamField } from './fields/TeamField.tsx'
import { LongTemplateField, TemplateField } from './fields/TemplateField.tsx'
import { TemplateRepliesField, TemplateValuesField } from './fields/TemplateValuesField.tsx'
import { TextField } from './fields/TextField.tsx'
import { VariableNameField, VariablePathField } from './fields/VariableFields.tsx'
import { TagsField, WordsField } from './fields/WordsField.tsx'
import { type FieldSchema, typeOf } from './schema.ts'
import type { WidgetProps } from './scope.ts'

export type Widget = ComponentType<WidgetProps>

/** Each widget is written for the values its schema allows: the map forgets which, the doctor names what does not fit. */
export const widget = (component: FunctionComponent<never>): Widget => component as unknown as Widget

/** The control of each `x-field`. Another one is a file in `fields/` and a line here. */
const byHint: Record<string, Widget> = {
  conditions: widget(ConditionsField),
  duration: widget(DurationField),
  flow: widget(FlowField),
  headers: widget(PairsField),
  keywords: widget(WordsField),
  languages: widget(LanguagesField),
  'localised-text': widget(LocalisedTextField),
  'localised-words': widget(WordsField),
  mapping: widget(PairsField),
  'message-template': widget(MessageTemplateField),
  options: widget(OptionsField),
  pattern: widget(PatternField),
  purpose: widget(PurposeField),
  select: widget(SelectField),
  shares: widget(SharesField),
  team: widget(TeamField),
  template: widget(TemplateField),
  'template-long': widget(LongTemplateField),
  'template-replies': widget(TemplateRepliesField),
  'template-values': widget(TemplateValuesField),
  'variable-name': widget(VariableNameField),
  'variable-path': widget(VariablePathField),
}

const byType: Record<string, Widget> = {
  string: widget(TextField),
  number: widget(NumberField),
  integer: widget(NumberField),
  boolean: widget(SwitchField),
}

/** The control of a setting: by its `x-field`, else by its JSON type. */
export function widgetFor(schema: FieldSchema): Widget {
  const hinted = byHint[schema['x-field'] ?? '']
  if (hinted) return hinted
  if (schema.enum || schema.items?.enum) return widget(SelectField)
  const type = typeOf(schema)
  if (type === 'object' && schema.properties) return widget(GroupField)
  if (type === 'array' && schema.items?.properties) return widget(isPair(schema.items) ? PairsField : ListField)
  if (type === 'array' && schema.items && typeOf(schema.items) === 'string') return widget(TagsField)
  return byType[type ?? ''] ?? JsonField
}

/** Two texts side by side, such as a name and a value. */
const isPair = ({ properties = {} }: FieldSchema): boolean =>
  Object.keys(properties).length === 2 && Object.values(properties).every((property) => typeOf(property) === 'string')
