import { CATEGORY_COUNT_TEMPLATES } from './catalogue/category-count-templates.ts'
import { CATEGORY_NESTED_TEMPLATES } from './catalogue/category-nested-templates.ts'
import { CATEGORY_NUMBER_TEMPLATES } from './catalogue/category-number-templates.ts'
import { CHILD_COUNT_TEMPLATES } from './catalogue/child-count-templates.ts'
import { CHILD_EXISTENCE_TEMPLATES } from './catalogue/child-existence-templates.ts'
import { CHILD_NUMBER_TEMPLATES } from './catalogue/child-number-templates.ts'
import { COUNT_TEMPLATES } from './catalogue/count-templates.ts'
import { EXTREME_TEMPLATES } from './catalogue/extreme-templates.ts'
import { GRANDPARENT_TEMPLATES } from './catalogue/grandparent-templates.ts'
import { LINK_TEMPLATES } from './catalogue/link-templates.ts'
import { LIST_TEMPLATES } from './catalogue/list-templates.ts'
import { NUMBER_TEMPLATES } from './catalogue/number-templates.ts'
import { PAIR_TEMPLATES } from './catalogue/pair-templates.ts'
import { PARENT_KIND_TEMPLATES } from './catalogue/parent-kind-templates.ts'
import { PARENT_TEMPLATES } from './catalogue/parent-templates.ts'
import { TIME_TEMPLATES } from './catalogue/time-templates.ts'
import type { Template } from './template.ts'

/** Every template that ships. A new one goes into the file of its kind. */
export const TEMPLATES: readonly Template[] = [
  ...COUNT_TEMPLATES,
  ...LIST_TEMPLATES,
  ...EXTREME_TEMPLATES,
  ...NUMBER_TEMPLATES,
  ...CATEGORY_COUNT_TEMPLATES,
  ...CATEGORY_NUMBER_TEMPLATES,
  ...CATEGORY_NESTED_TEMPLATES,
  ...TIME_TEMPLATES,
  ...CHILD_COUNT_TEMPLATES,
  ...CHILD_EXISTENCE_TEMPLATES,
  ...CHILD_NUMBER_TEMPLATES,
  ...PARENT_TEMPLATES,
  ...PARENT_KIND_TEMPLATES,
  ...GRANDPARENT_TEMPLATES,
  ...LINK_TEMPLATES,
  ...PAIR_TEMPLATES,
]
