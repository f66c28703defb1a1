// Entries of the history are sentences, as the server really writes them.
import { describe, expect, it } from 'vitest';
import { type Entry, factsOf, headline, type NameOf, namedIn } from './detail';
import { de } from './i18n/de';

const nameOf: NameOf = (kind, key) =>
  new Map([
    ['field applicant.family_name', 'Familienname'],
    ['document d1', 'Antrag.pdf'],
  ]).get(`${kind} ${key}`) ?? null;
const say = (action: string, detail: Record<string, unknown>, id: string | null = 'u1') =>
  headline({ actor: { kind: 'user', id, name: 'A' }, action, detail } as Entry, de, nameOf);
const review = {
  review: 'r1',
  subject: { kind: 'field', key: 'applicant.family_name' },
  verdict: 'amended',
  reason: 'misread',
  suggestion: null,
  dwell_ms: 4200,
};

describe('history', () => {
  it('says what happened to what', () => {
    expect(say('review_recorded', review)).toBe('Familienname: korrigiert');
    expect(say('review_recorded', { ...review, subject: { kind: 'service', key: '' } })).toBe(
      'Verfahren: korrigiert',
    );
    expect(say('suggestions_recorded', { suggestions: 14, abstentions: 3 })).toBe(
      '14 Vorschläge gemacht, 3 Enthaltungen',
    );
    expect(say('suggestions_recorded', { suggestions: 1, abstentions: 0, cause: 'review' })).toBe(
      '1 Vorschlag nach einer Prüfung erneuert',
    );
    expect(say('document_read', { document: 'd1', pages: 2 })).toBe('Antrag.pdf gelesen, 2 Seiten');
    expect(say('decision_recorded', { outcome: 'rejected' })).toBe('Entscheidung erfasst: Ablehnung');
    const proposal = { proposal: 'p1', outcome: 'rejected' };
    expect(say('decision_proposed', proposal)).toBe('Entscheidung zur Freigabe vorgelegt: Ablehnung');
    expect(say('decision_released', { ...proposal, answer: 'released' })).toBe(
      'Entscheidung freigegeben: Ablehnung',
    );
    expect(say('decision_returned', { ...proposal, answer: 'withdrawn' })).toBe(
      'Entscheidung nicht freigegeben: zurückgezogen',
    );
    expect(say('case_reopened', { reopening: 'r1', ground: 'objection' })).toBe(
      'Akte wieder geöffnet: Widerspruch',
    );
    expect(say('transfer_noted', { entry: 't1', document: 'd1', item: 'operator' })).toBe(
      'Transfervermerk ergänzt: Gescannt von',
    );
    expect(say('case_assigned', { assignee: 'u1' })).toBe('Bearbeitung übernommen');
    expect(say('case_assigned', { assignee: null })).toBe('Bearbeitung abgegeben');
    expect(say('submission_received', { documents: [{}, {}] })).toBe(
      '2 Unterlagen eingegangen, Akte angelegt',
    );
  });
  it('says what was taken out of what', () => {
    const detail = { container: 'd1', documents: [{}, {}] };
    expect(say('documents_added', detail)).toBe('2 Unterlagen aus Antrag.pdf entnommen');
    expect(say('documents_added', { container: 'gone', documents: [{}] })).toBe('Unterlagen hinzugefügt');
  });
  it('falls back to the name of the action', () => {
    expect(say('document_read', {})).toBe('Unterlage gelesen');
    expect(say('case_assigned', { assignee: 'u2' })).toBe('Bearbeitung zugewiesen');
    expect(say('never_heard_of', {})).toContain('never_heard_of');
  });
  it('says until when and why a case was put back', () => {
    expect(say('case_snoozed', { until: '2026-12-12', reason: 'awaiting_office' })).toBe('Zurückgestellt');
    const facts = factsOf({ until: '2026-12-12', reason: 'awaiting_office' }, de, 'de', nameOf);
    expect(facts).toEqual([
      { name: 'bis', text: '12.12.2026' },
      { name: 'Grund', text: 'Antwort einer anderen Stelle' },
    ]);
  });
  it('names facts in words and shows no object as code', () => {
    const facts = factsOf(review, de, 'de', nameOf);
    expect(facts).toContainEqual({ name: 'Gegenstand', text: 'Angabe Familienname' });
    expect(facts).toContainEqual({ name: 'Grund', text: 'falsch gelesen' });
    expect(facts).toContainEqual({ name: 'angesehen', text: '4,2 Sekunden' });
    expect(facts.map((fact) => fact.name)).not.toContain('suggestion');
    expect(factsOf({ documents: [{}, {}], issues: [], odd: 'x' }, de, 'de', nameOf)).toEqual([
      { name: 'Unterlagen', text: '2' },
      { name: 'odd', text: 'x' },
    ]);
  });
});

describe('suggestions of an entry', () => {
  it('are those of its run, or the one that was reviewed', () => {
    const recorded = { run: 'r7', suggestions: 2, abstentions: 1 };
    expect(namedIn({ action: 'suggestions_recorded', detail: recorded })).toEqual({
      named: { run: 'r7' },
      count: 3,
    });
    expect(namedIn({ action: 'review_recorded', detail: { ...review, suggestion: 's1' } })).toEqual({
      named: { suggestion: 's1' },
      count: 1,
    });
  });
  it('are none where nothing was said, or a person wrote without a suggestion', () => {
    const silent = { run: 'r7', suggestions: 0, abstentions: 0 };
    expect(namedIn({ action: 'suggestions_recorded', detail: silent })).toBeNull();
    expect(namedIn({ action: 'review_recorded', detail: review })).toBeNull();
    expect(namedIn({ action: 'decision_recorded', detail: { suggestion: 's1' } })).toBeNull();
  });
});
