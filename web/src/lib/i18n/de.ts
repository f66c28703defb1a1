// German words of the workbench. English has the same keys: each area holds both, and a missing one does not compile.
import { deCodes } from './de-codes';
import { caseDe } from './words/case';
import { commonDe } from './words/common';
import { completenessDe } from './words/completeness';
import { decisionDe } from './words/decision';
import { divisionDe } from './words/division';
import { fieldsDe } from './words/fields';
import { frameDe } from './words/frame';
import { lettersDe } from './words/letters';
import { marksDe } from './words/marks';
import { oversightDe } from './words/oversight';
import { queueDe } from './words/queue';
import { releasesDe } from './words/releases';
import { transferDe } from './words/transfer';

export const de = {
  codes: deCodes,
  ...commonDe,
  ...frameDe,
  ...queueDe,
  ...caseDe,
  ...fieldsDe,
  ...completenessDe,
  ...decisionDe,
  ...divisionDe,
  ...lettersDe,
  ...marksDe,
  ...oversightDe,
  ...releasesDe,
  ...transferDe,
};

export type Messages = typeof de;
