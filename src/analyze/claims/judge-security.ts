// "The password is stored in plain text", "no security defects were found", and what can be said of the organisation.
import type { Finding } from '../../model/finding.ts';
import { count } from '../../text/count.ts';
import { findingLines, type Evidence, type Judge } from './judgement.ts';

const storage = /\/(?:plaintext-password-storage|reversible-password-encoding)$/;
const facts = /\/(?:inconsistent-return|several-http-methods|too-complex)$/;

/** True where what comes in is a password by its own name; half where only the code that takes it says that it is one. */
export const judgePlaintext: Judge = (evidence) => {
  const found = evidence.findings.filter(({ ruleId }) => storage.test(ruleId));
  if (found.length === 0) {
    return { verdict: 'false', because: 'No password was seen to be stored unprotected.' };
  }
  const isProven = found.some(
    ({ confidence, trace }) => confidence === 'high' && /^(?:password|secret)\b/.test(trace[0]?.note ?? ''),
  );
  const doubt = isProven
    ? ''
    : ' Nothing protects it on this way. Whether it can be read when it comes in is not known, and nothing enforces that it can not.';
  return { verdict: isProven ? 'true' : 'half', because: told(found, evidence) + doubt };
};

export const judgeNoDefects: Judge = (evidence) => {
  const defects = evidence.findings.filter(({ category, severity }) => category !== 'review' && severity !== 'note');
  if (defects.length === 0) {
    return { verdict: 'true', because: 'None was found here either, as far as Tocsin looks.' };
  }
  return { verdict: 'false', because: `${count(defects.length, 'security finding')}. ${told(defects, evidence)}` };
};

/** Never a verdict on taste: only what is a fact about functions. */
export const judgeOrganisation: Judge = (evidence) => {
  const found = evidence.findings.filter(({ ruleId }) => facts.test(ruleId));
  return found.length === 0 ? null : { verdict: 'opinion', because: `Facts: ${told(found, evidence)}` };
};

/** More are only counted. */
const mostTold = 5;

function told(findings: readonly Finding[], evidence: Evidence): string {
  const shown = findings.slice(0, mostTold).map((finding) => {
    const way = finding.trace.map(({ location }) => location.region.startLine);
    const path = way.length > 1 ? `, by way of ${way.join(' → ')}` : '';
    return `${finding.message.replace(/\.$/, '')} (${findingLines([finding], evidence)}${path}).`;
  });
  const rest = findings.length - shown.length;
  return [...shown, ...(rest > 0 ? [`And ${rest} more.`] : [])].join(' ');
}
