// Both languages have the same words, the same parameters, and a sentence for every code of the domain.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { de } from './de';
import { en } from './en';
import { fill, problemSentence, sentence } from './index';
import { intakeDe, intakeEn, problemOf } from './words/intake';
import { practiceWords } from './words/practice';

function leaves(value: unknown, path = ''): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path ? `${path}.${key}` : key));
}
const parameters = (text: unknown) => (typeof text === 'string' ? (text.match(/\{\w+\}/g) ?? []).sort() : []);
const repository = `${process.cwd()}/../`;

/** The words of a closed vocabulary as the domain declares it. */
function vocabulary(file: string, name: string): string[] {
  const source = readFileSync(`${repository}crates/domain/src/${file}`, 'utf8');
  const body = source.slice(source.search(new RegExp(`\\n\\s+${name} \\{`)));
  return [...body.slice(0, body.indexOf('\n}')).matchAll(/=> "([a-z_]+)"/g)].map(
    (match) => match[1] as string,
  );
}

describe('dictionaries', () => {
  it('have the same keys, and nothing is empty or left in the other language', () => {
    const german = leaves(de);
    const english = new Map(leaves(en));
    expect([...english.keys()].sort()).toEqual(german.map(([key]) => key).sort());
    expect(german.filter(([, text]) => text === '')).toEqual([]);
    for (const [key, text] of german) expect(parameters(english.get(key)), key).toEqual(parameters(text));
  });

  it('know every code of the domain', () => {
    const groups: [string, string, Record<string, string>][] = [
      ['document.rs', 'IssueCode', de.codes.issue],
      ['suggestion.rs', 'AbstentionReason', de.codes.abstention],
      ['suggestion.rs', 'Confidence', de.codes.confidence],
      ['suggestion.rs', 'SubjectKind', de.codes.subject],
      ['review.rs', 'Verdict', de.codes.verdict],
      ['review.rs', 'ReviewReason', de.codes.reason],
      ['audit.rs', 'AuditAction', de.codes.auditAction],
      ['case.rs', 'Outcome', de.codes.outcome],
      ['decision.rs', 'ReleaseVerdict', de.codes.releaseVerdict],
      ['decision.rs', 'Obstacle', de.codes.obstacle],
      ['decision.rs', 'ReopeningGround', de.codes.reopeningGround],
      ['joining.rs', 'JoiningGround', de.codes.joiningGround],
      ['practice.rs', 'PracticeOutcome', practiceWords.de.outcome],
      ['service.rs', 'Demand', de.codes.demand],
      ['service.rs', 'RequirementState', de.codes.requirementState],
      ['passage.rs', 'Level', de.codes.level],
      ['triage.rs', 'SnoozeReason', de.codes.snoozeReason],
      ['triage.rs', 'CaseView', de.queue.views],
      ['person.rs', 'Role', de.codes.role],
      ['scan.rs', 'PreparationStep', de.codes.preparationStep],
      ['scan.rs', 'ScanColour', de.codes.scanColour],
      ['scan.rs', 'ScanVerdict', de.codes.scanVerdict],
      ['transfer.rs', 'TransferItem', de.codes.transferItem],
      ['transfer.rs', 'TransferSource', de.codes.transferSource],
      ['letter/rules.rs', 'LetterProblemCode', de.codes.fieldProblem],
    ];
    for (const [file, name, words] of groups) {
      const codes = vocabulary(file, name);
      expect(codes.length, name).toBeGreaterThan(2);
      expect(
        codes.filter((code) => !(code in words)),
        name,
      ).toEqual([]);
    }
  });

  it('know what can be wrong with a field', () => {
    const sources = ['server', 'workflow'].flatMap((crate) => {
      const root = `${repository}crates/${crate}/src`;
      return readdirSync(root, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.rs'))
        .map((file) => readFileSync(`${root}/${file}`, 'utf8'));
    });
    const codes = sources.flatMap((source) =>
      [...source.matchAll(/::invalid\(\s*(?:"[a-z_-]+"|\w+),\s*"([a-z_]+)"/g)].map(
        (match) => match[1] as string,
      ),
    );
    expect(codes).toContain('in_the_future');
    // A client's own mistakes and the command line's never reach a screen.
    const unseen = ['not_json', 'not_multipart', 'file_too_large', 'too_many_files'];
    expect(
      [...new Set(codes)].filter((code) => !(code in de.codes.fieldProblem) && !unseen.includes(code)),
    ).toEqual([]);
  });

  it('know every code of the contract', () => {
    const contract = readFileSync(`${repository}docs/API-DESIGN.md`, 'utf8');
    const table = contract.slice(contract.indexOf('## Codes'), contract.indexOf('Issue codes'));
    const codes = [...table.matchAll(/^\| `([a-z_]+)` \|/gm)].map((match) => match[1] as string);
    expect(codes.length).toBeGreaterThan(15);
    expect(codes.filter((code) => !(code in de.codes.problem))).toEqual([]);
  });

  it('know every remark that the assistance makes', () => {
    const file = `${repository}crates/assist/src/remark.rs`;
    if (!existsSync(file)) return;
    const codes = [...readFileSync(file, 'utf8').matchAll(/: &str = "([a-z_]+)"/g)].map(
      (match) => match[1] as string,
    );
    expect(codes.length).toBeGreaterThan(5);
    expect(codes.filter((code) => !(code in de.codes.remark))).toEqual([]);
  });
});

describe('words about sources', () => {
  it('are the same in both languages', () => {
    const german = leaves(intakeDe);
    expect(leaves(intakeEn).map(([key]) => key)).toEqual(german.map(([key]) => key));
    expect(german.filter(([, text]) => text === '')).toEqual([]);
  });
  it('know every code that a source can have', () => {
    expect(Object.keys(intakeDe.refusal)).toEqual(vocabulary('intake.rs', 'IntakeRefusalCode'));
    expect(Object.keys(intakeDe.channel)).toEqual(vocabulary('intake.rs', 'IntakeChannel'));
    expect(Object.keys(intakeDe.kind)).toEqual(vocabulary('intake.rs', 'IntakeSourceKind'));
    const problems = ['mailbox/src/error.rs', 'workflow/src/watched_folder/mod.rs'].flatMap((file) => {
      const source = readFileSync(`${repository}crates/${file}`, 'utf8');
      return [...source.matchAll(/"((?:mailbox|folder|file|not)_[a-z_]+)"/g)].map(
        (match) => match[1] as string,
      );
    });
    expect(problems).toContain('mailbox_sign_in');
    expect(problems).toContain('folder_missing');
    expect(problems.filter((code) => !(code in intakeDe.problem))).toEqual([]);
    expect(problemOf(intakeDe, 'brand_new')).toContain('brand_new');
    expect(problemOf(intakeDe, 'toString')).toContain('toString');
  });
});

describe('sentences', () => {
  it('take parameters in their language where both are there', () => {
    const parameters = { labels: 'Mietvertrag', labels_en: 'Tenancy agreement' };
    expect(sentence(de, 'remark', 'may_be', parameters)).toContain('Mietvertrag');
    expect(sentence(en, 'remark', 'may_be', parameters)).toContain('Tenancy agreement');
  });

  it('fill parameters and never show a gap as code', () => {
    expect(fill('Gefunden: {documents}', { documents: 'a.pdf' })).toBe('Gefunden: a.pdf');
    expect(fill('Gefunden: {documents}', {})).toBe('Gefunden: …');
  });
  it('fall back for codes that are not known', () => {
    expect(sentence(de, 'remark', 'brand_new')).toContain('brand_new');
    expect(sentence(de, 'issue', 'toString')).toContain('toString');
  });
  it('say limits and roles in words', () => {
    const problem = { type: '', title: '', status: 413, code: 'file_too_large', limit_bytes: 52_428_800 };
    expect(problemSentence(de, 'de', problem)).toContain('50,0 MB');
    expect(
      problemSentence(de, 'de', { ...problem, code: 'role_missing', required: ['supervisor'] }),
    ).toContain('Leitung');
  });
});

it('reads sources of all crates it names', () => {
  expect(readdirSync(`${repository}crates/domain/src`)).toContain('review.rs');
});
