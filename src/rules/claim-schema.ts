import { z } from 'zod';
import { regexProblem } from './resolve-pattern.ts';

// How files of claims are written. Imported dynamically only: zod takes 50 ms.

const phrasing = z
  .string()
  .min(1)
  .refine((source) => regexProblem(source, 'i') === null, { error: 'a regular expression' });

export const claimSchema = z.strictObject({
  about: z.string().trim().min(1),
  judge: z.string().min(1),
  phrasings: z.array(phrasing).min(1),
  examples: z
    .strictObject({ said: z.array(z.string()).min(1), other: z.array(z.string()).exactOptional() })
    .exactOptional(),
});
