import { CATEGORY_TEMPLATES } from './catalogue/category-templates.ts'
import { CHILD_TEMPLATES } from './catalogue/child-templates.ts'
import { COUNT_TEMPLATES } from './catalogue/count-templates.ts'
import { EXTREME_TEMPLATES } from './catalogue/extreme-templates.ts'
import { LINK_TEMPLATES } from './catalogue/link-templates.ts'
import { LIST_TEMPLATES } from './catalogue/list-templates.ts'
import { NUMBER_TEMPLATES } from './catalogue/number-templates.ts'
import { PAIR_TEMPLATES } from './catalogue/pair-templates.ts'
import { PARENT_TEMPLATES } from './catalogue/parent-templates.ts'
import { TIME_TEMPLATES } from './catalogue/time-templates.ts'
import type { Template } from './template.ts'

/** Every template that ships. A new one goes into the file of its kind. */
export const TEMPLATES: readonly Template[] = [
  ...COUNT_TEMPLATES,
  ...LIST_TEMPLATES,
  ...EXTREME_TEMPLATES,
  ...NUMBER_TEMPLATES,
  ...CATEGORY_TEMPLATES,
  ...TIME_TEMPLATES,
  ...CHILD_TEMPLATES,
  ...PARENT_TEMPLATES,
  ...LINK_TEMPLATES,
  ...PAIR_TEMPLATES,
]
