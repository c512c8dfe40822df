// What `match: setting:` looks for: keys and their values in settings modules of Python programs, or in configuration files.
import type { Confidence } from '../model/rule.ts';

/**
 * `python`: in the modules, classes and calls that a program's settings are made of, of all of which the one that counts is
 * judged; `files`: in configuration files, each by itself.
 */
export const settingPlaces = ['python', 'files'] as const;
export type SettingPlace = (typeof settingPlaces)[number];

/** Who reads a setting: a framework, or the format of its file. */
export const settingOrigins = [
  'django',
  'flask',
  'pydantic',
  'ini',
  'env',
  'toml',
  'yaml',
  'json',
  'dockerfile',
] as const;
export type SettingOrigin = (typeof settingOrigins)[number];

/** What a setting is for, as names of files, classes and sections say; `any`: nothing says that it is not for all. */
export const environments = ['any', 'production', 'development', 'test', 'example'] as const;
export type Environment = (typeof environments)[number];

export type Scalar = string | number | boolean | null;

/** What a value is compared with: a constant, one of several, or conditions that must all hold. */
export type SettingCondition = Scalar | readonly Scalar[] | SettingConditions;

export interface SettingConditions {
  readonly matches?: string;
  readonly ignoreCase?: boolean;
  readonly above?: number;
  readonly below?: number;
  readonly truthy?: boolean;
  readonly empty?: boolean;
  readonly text?: boolean;
  readonly credential?: 'likely' | 'possible';
  readonly wellKnown?: boolean;
  readonly first?: SettingCondition;
  readonly element?: SettingCondition;
  readonly lacks?: SettingCondition;
  readonly entries?: Readonly<Record<string, SettingCondition>>;
  readonly not?: SettingCondition;
}

export interface SettingShape {
  readonly key: readonly string[];
  readonly of?: readonly SettingOrigin[];
  readonly environment?: readonly Environment[];
  readonly value?: SettingCondition;
  /** Of Python: the key is missing where this other one is set. */
  readonly missingBeside?: readonly string[];
  readonly with?: Readonly<Record<string, SettingCondition>>;
  readonly confidence?: Confidence;
  readonly message?: string;
}

export interface SettingMatcher {
  readonly in: SettingPlace;
  readonly any: readonly SettingShape[];
}
