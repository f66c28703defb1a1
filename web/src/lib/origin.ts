// What a suggestion was made with, in words: rules of the program alone, or a model that was asked as well.
import type { SuggestionView } from './api/types';
import type { Messages } from './i18n';

/** What stands in the place of a model where none had a part; earlier it was `none` without an encoder. */
const NO_MODEL = ['rules', 'none'];

type Made = { origin: { model: string | null } };

/** The model that had a part in it; `null` if rules made it alone. */
export function modelOf({ origin: { model } }: Made): string | null {
  return model === null || NO_MODEL.includes(model) ? null : model;
}

/** How sure it is and what that figure is worth; `null` where it abstains. */
export function certaintyInWords(
  suggestion: Made & Pick<SuggestionView, 'probability'>,
  m: Messages,
): string | null {
  if (suggestion.probability === null) return null;
  const say = modelOf(suggestion) === null ? m.details.certaintyOfRules : m.details.certaintyOfModel;
  return say(Math.round(suggestion.probability * 100));
}
