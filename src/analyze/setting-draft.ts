import type { SettingHit } from '../settings/match-settings.ts';
import { isMadeUp, oneStepLower } from './confidence.ts';
import { fillIn } from './identify.ts';
import type { Draft } from './overlaps.ts';

/** A setting that a rule reports as a finding without identity. In tests and examples its confidence drops one step. */
export function settingDraft({ rule, location, confidence, message, captures }: SettingHit): Draft {
  return {
    ruleId: rule.id,
    category: rule.category,
    severity: rule.severity,
    confidence: isMadeUp(location.path) ? oneStepLower(confidence) : confidence,
    message: fillIn(message, captures),
    location,
    scope: '',
    trace: [],
    suppression: null,
    secret: null,
  };
}
