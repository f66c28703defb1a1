// English words of the workbench, for the same keys as the German ones.

import type { Messages } from './de';
import { enCodes } from './en-codes';
import { caseEn } from './words/case';
import { commonEn } from './words/common';
import { completenessEn } from './words/completeness';
import { decisionEn } from './words/decision';
import { divisionEn } from './words/division';
import { fieldsEn } from './words/fields';
import { frameEn } from './words/frame';
import { lettersEn } from './words/letters';
import { marksEn } from './words/marks';
import { oversightEn } from './words/oversight';
import { queueEn } from './words/queue';
import { releasesEn } from './words/releases';
import { transferEn } from './words/transfer';

export const en: Messages = {
  codes: enCodes,
  ...commonEn,
  ...frameEn,
  ...queueEn,
  ...caseEn,
  ...fieldsEn,
  ...completenessEn,
  ...decisionEn,
  ...divisionEn,
  ...lettersEn,
  ...marksEn,
  ...oversightEn,
  ...releasesEn,
  ...transferEn,
};
