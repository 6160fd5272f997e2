import type { GenerationRequest } from '../../model.ts'
import type { Mention } from './mention.ts'
import { linkImpliedMeasures } from './names/implied-measures.ts'
import { linkNames } from './names/link-names.ts'
import { linkPeople } from './roles/link-people.ts'
import { linkRoles } from './roles/link-roles.ts'
import type { SchemaLexicon } from './schema-lexicon.ts'
import { linkFlags } from './values/link-flags.ts'
import { linkListed } from './values/link-listed.ts'
import { linkNumbered } from './values/link-numbered.ts'
import { linkParts } from './values/link-parts.ts'
import { linkValues } from './values/link-values.ts'
import { preferStoredWords } from './values/prefer-stored-words.ts'
import type { QuestionToken } from './words/question-tokens.ts'

/** Everything that words of a question may mean in the part of the database that is asked about. */
export function findMentions(
  request: GenerationRequest,
  tokens: readonly QuestionToken[],
  lexicon: SchemaLexicon,
): readonly Mention[] {
  const { question, context, grounded, part, now } = request
  const found: Mention[] = [
    ...linkNames(tokens, lexicon, part),
    ...linkValues(question, tokens, grounded, lexicon, now),
  ]
  found.push(...linkNumbered(tokens, found))
  const mentions = preferStoredWords(tokens, linkFlags(tokens, linkListed(tokens, lexicon, found)))
  mentions.push(...linkImpliedMeasures(tokens, lexicon))
  mentions.push(...linkPeople(tokens, lexicon, mentions))
  mentions.push(...linkParts(tokens, lexicon, mentions))
  mentions.push(...linkRoles(tokens, lexicon, context.survey.joins))
  return mentions
}
