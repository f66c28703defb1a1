// Where a suggestion comes from: rules are never called a model, and a model is called by its name.
import { describe, expect, it } from 'vitest';
import { de } from './i18n/de';
import { en } from './i18n/en';
import { certaintyInWords, modelOf } from './origin';

const madeBy = (model: string | null, probability: number | null = 0.974) => ({
  origin: { model },
  probability,
});

describe('the origin of a suggestion', () => {
  it('names a model only where one had a part', () => {
    expect(modelOf(madeBy('e5-small:1571fc98'))).toBe('e5-small:1571fc98');
    for (const model of ['rules', 'none', null]) expect(modelOf(madeBy(model)), String(model)).toBeNull();
  });
  it('says of a figure of rules that it is by hand and not measured', () => {
    const words = certaintyInWords(madeBy('rules'), de);
    expect(words).toMatch(/^97 von 100\. Die Regeln .*von Hand.*nicht.* gemessen/);
    expect(words).not.toMatch(/Modell/);
    expect(certaintyInWords(madeBy(null), de)).toBe(words);
    expect(certaintyInWords(madeBy('rules'), en)).toMatch(/^97 of 100\. The rules .*by hand.*not measured/);
  });
  it('says where a model had a part, and nothing where there is no figure', () => {
    expect(certaintyInWords(madeBy('e5-small:1571fc98'), de)).toMatch(/^97 von 100, aus Regeln und Modell/);
    expect(certaintyInWords(madeBy('e5-small:1571fc98'), en)).toMatch(/^97 of 100, by rules and model/);
    expect(certaintyInWords(madeBy('rules', null), de)).toBeNull();
  });
});
