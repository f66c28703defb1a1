// What a person's value says about the suggestion it stands beside.

/** `value` null takes the suggestion as it is; without a suggestion a value was entered by hand. */
export function verdictOn(
  suggested: string | null,
  value: string | null,
): 'accepted' | 'amended' | 'entered' {
  if (value === null || value === suggested) return 'accepted';
  return suggested === null ? 'entered' : 'amended';
}
