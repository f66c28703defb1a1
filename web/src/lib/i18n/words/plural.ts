// A number with the noun that fits it; both languages have one form for one and one for all others.
export const plural = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;
